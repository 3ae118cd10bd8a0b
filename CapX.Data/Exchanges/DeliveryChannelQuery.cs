using CapX.Data.Content;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>How a message will be delivered, shown to the sender before sending.</summary>
public sealed record DeliveryWay
{
    public DeliveryChannel Channel { get; init; }

    /// <summary>The talk page is used when mail is refused.</summary>
    public bool TalkInstead { get; init; }

    /// <summary>It is sent at the recipient's next daily delivery.</summary>
    public bool Gathered { get; init; }

    /// <summary>The sender has not yet authorized CapX to send on the wiki in their name.</summary>
    public bool NeedsWikiAccess { get; init; }

    /// <summary>It goes to all managers of an organization, to some of them through this channel.</summary>
    public bool IsToManagers { get; init; }

    /// <summary>Of several recipients, some get mail and others a notice on their talk page.</summary>
    public bool IsAlsoTalk { get; init; }
}

/// <summary>Determines how a message will be delivered. When this site has no consumer for sending (<paramref name="sendsOnWiki"/>), everyone is reached in the
/// tool only.</summary>
public sealed class DeliveryChannelQuery(Database database, bool sendsOnWiki)
{
    private const string Sql = $"""
        SELECT c.channel AS {nameof(DeliveryWay.Channel)}, c.talk_instead AS {nameof(DeliveryWay.TalkInstead)}, c.gathered AS {nameof(DeliveryWay.Gathered)},
               NOT EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = @senderId) AS {nameof(DeliveryWay.NeedsWikiAccess)}
          FROM contact_choice c WHERE c.person_id = @recipientId AND c.channel <> 'tool'
        """;

    // Only managers who are notified of what the sender writes.
    private static readonly string ManagersSql = $"""
        SELECT IF(SUM(c.channel = 'mail') > 0, 'mail', 'talk') AS {nameof(DeliveryWay.Channel)}, SUM(c.channel = 'mail') > 0
         AND SUM(c.channel = 'talk') > 0 AS {nameof(DeliveryWay.IsAlsoTalk)},
               SUM(c.channel = 'mail' AND c.talk_instead) > 0 AS {nameof(DeliveryWay.TalkInstead)}, SUM(NOT c.gathered) = 0 AS {nameof(DeliveryWay.Gathered)},
                 TRUE AS {nameof(DeliveryWay.IsToManagers)},
               NOT EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = @senderId) AS {nameof(DeliveryWay.NeedsWikiAccess)}
          FROM organization o JOIN organization_person m ON m.organization_id = o.id AND {Managing.Sql}
            JOIN contact_choice c ON c.person_id = m.person_id AND c.channel <> 'tool'
         WHERE o.slug = @slug
           AND NOT {PersonBlock.BetweenSql("m.person_id", "@senderId")}
        HAVING COUNT(*) > 0
        """;

    private const string WaitsSql = """
        SELECT EXISTS (SELECT 1 FROM delivery d WHERE d.exchange_id = @exchangeId AND d.sender_id = @senderId
               AND (d.state = 'queued' OR d.reason = 'leave-gone'))
               AND NOT EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = @senderId)
        """;

    private static readonly DeliveryWay InTool = new();

    /// <summary>For a message to a person.</summary>
    public async Task<DeliveryWay> RunAsync(ulong senderId, ulong recipientId, CancellationToken token = default) => sendsOnWiki
        ? await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<DeliveryWay>(Sql, new { senderId, recipientId }), token)
            .ConfigureAwait(false) ?? InTool
        : InTool;

    /// <summary>For a message to an organization. Each of its managers has their own channel.</summary>
    public async Task<DeliveryWay> ToOrganizationAsync(ulong senderId, string slug, CancellationToken token = default) => sendsOnWiki
        ? await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<DeliveryWay>(ManagersSql, new { senderId, slug }), token)
            .ConfigureAwait(false) ?? InTool with { IsToManagers = true }
        : InTool with { IsToManagers = true };

    /// <summary>True when a message of this sender in the exchange waits for authorization to send on the wiki.</summary>
    public async Task<bool> WaitsForLeaveAsync(ulong senderId, ulong exchangeId, CancellationToken token = default) =>
        sendsOnWiki && await database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(WaitsSql, new { senderId, exchangeId }), token)
            .ConfigureAwait(false);

    /// <summary>For a message to the other side of an exchange.</summary>
    public Task<DeliveryWay> RunAsync(ulong senderId, ExchangeParty other, CancellationToken token = default) =>
        other.Slug is { } slug ? ToOrganizationAsync(senderId, slug, token) : RunAsync(senderId, other.PersonId ?? 0, token);
}
