using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>How somebody is reached.</summary>
public enum DeliveryChannel
{
    /// <summary>In this tool only.</summary>
    Tool,

    /// <summary>Also by wiki e-mail, which shows the sender's address.</summary>
    Mail,

    /// <summary>Also by a notice, without the message, on the talk page, which everybody can read.</summary>
    Talk,
}

/// <summary>How a message to somebody will go out, for the sender to see before sending.</summary>
public sealed record DeliveryWay
{
    public DeliveryChannel Channel { get; init; }

    /// <summary>Where mail is refused, the talk page serves.</summary>
    public bool TalkInstead { get; init; }

    /// <summary>It goes out at the recipient's next daily moment.</summary>
    public bool Gathered { get; init; }

    /// <summary>The sender has not yet given CapX leave to send on the wiki in their name.</summary>
    public bool NeedsLeave { get; init; }
}

/// <summary>How a message will go out. Where this site has no consumer for sending (<paramref name="sendsOnWiki"/>), everybody is reached in the tool only.</summary>
public sealed class DeliveryChannelQuery(Database database, bool sendsOnWiki)
{
    private const string Sql = $"""
        SELECT c.channel AS {nameof(DeliveryWay.Channel)}, c.talk_instead AS {nameof(DeliveryWay.TalkInstead)}, c.gathered AS {nameof(DeliveryWay.Gathered)},
               NOT EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = @senderId) AS {nameof(DeliveryWay.NeedsLeave)}
          FROM contact_choice c WHERE c.person_id = @recipientId AND c.channel <> 'tool'
        """;

    private static readonly DeliveryWay InTool = new();

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<DeliveryWay> RunAsync(ulong senderId, ulong recipientId, CancellationToken token = default) => sendsOnWiki
        ? await database.ReadAsync(connection => connection.QuerySingleOrDefault<DeliveryWay>(Sql, new { senderId, recipientId }), token).ConfigureAwait(false) ?? InTool
        : InTool;
}
