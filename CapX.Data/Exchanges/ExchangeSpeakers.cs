using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>The people who speak for the two sides of an exchange: the person itself, or each manager of an organization. Someone who could speak for both
/// sides speaks as a person first, then for the proposer.</summary>
internal sealed class ExchangeSpeakers
{
    private const string ManagedSql = $"(SELECT m.organization_id FROM organization_person m WHERE m.person_id = @personId AND {Managing.Sql})";

    /// <summary>The side of exchange "e" for which <c>@personId</c> speaks: 'proposer', 'recipient', or null for neither. Every permission check on exchanges
    /// uses this.</summary>
    public const string SideSql = $"""
        CASE WHEN e.proposer_person_id = @personId THEN 'proposer' WHEN e.recipient_person_id = @personId THEN 'recipient'
             WHEN e.proposer_organization_id IN {ManagedSql} THEN 'proposer' WHEN e.recipient_organization_id IN {ManagedSql} THEN 'recipient' END
        """;

    // The inverse: all speakers, persons before managers and the proposer's side before the recipient's.
    private static readonly string Sql = $"""
        SELECT x.side AS {nameof(Speaker.SideCode)}, x.person_id AS {nameof(Speaker.PersonId)},
               {PersonBlock.BetweenSql("x.person_id", "@author")} AS {nameof(Speaker.IsParted)}
          FROM (SELECT 1 AS place, 'proposer' AS side, e.proposer_person_id AS person_id FROM exchange e WHERE e.id = @id
                UNION ALL SELECT 2, 'recipient', e.recipient_person_id FROM exchange e WHERE e.id = @id
                UNION ALL SELECT 3, 'proposer', m.person_id FROM exchange e JOIN organization_person m ON m.organization_id = e.proposer_organization_id
                 AND {Managing.Sql} WHERE e.id = @id
                UNION ALL SELECT 4, 'recipient', m.person_id FROM exchange e JOIN organization_person m ON m.organization_id = e.recipient_organization_id
                 AND {Managing.Sql} WHERE e.id = @id) x
         WHERE x.person_id IS NOT NULL ORDER BY x.place, x.person_id
        """;

    private const string LeaveSql = $"""
        DELETE n FROM notice n JOIN exchange e ON e.id = n.exchange_id WHERE n.person_id = @personId AND {SideSql} IS NULL;
        DELETE n FROM notice n WHERE n.person_id = @personId AND n.kind = '{OrganizationNotice.Member}' AND n.content_id NOT IN {ManagedSql};
        DELETE n FROM notice n JOIN listing l ON l.id = n.content_id WHERE n.person_id = @personId AND l.organization_id IS NOT NULL
          AND l.organization_id NOT IN {ManagedSql};
        """;

    private const string JoinSql = """
        INSERT IGNORE INTO exchange_reading (exchange_id, person_id, message_id)
        SELECT e.id, @personId, (SELECT m.id FROM exchange_message m WHERE m.exchange_id = e.id ORDER BY m.id DESC LIMIT 1) AS last
          FROM (SELECT id FROM exchange WHERE proposer_organization_id = @organizationId UNION SELECT id FROM exchange
            WHERE recipient_organization_id = @organizationId) e
        HAVING last IS NOT NULL
        """;

    private readonly List<Speaker> _speakers;

    private ExchangeSpeakers(IEnumerable<Speaker> speakers) => _speakers = [.. speakers.DistinctBy(s => s.PersonId)];

    /// <summary>Everyone on both sides, whose pages show a change.</summary>
    public IReadOnlyList<ulong> Everybody => [.. _speakers.Select(s => s.PersonId)];

    /// <summary>Reads the current speakers, with their blocks against the author, if there is one.</summary>
    public static async Task<ExchangeSpeakers> ReadAsync(DbTransaction transaction, ulong id, ulong? author) =>
        new(await transaction.Connection!.QueryAsync<Speaker>(Sql, new { id, author }, transaction));

    public ExchangeSide? SideOf(ulong personId) => _speakers.Find(s => s.PersonId == personId)?.Side;

    /// <summary>Returns the people on a side to notify of what the author does. Excludes anyone with a block between them and the author.</summary>
    public IReadOnlyList<ulong> Told(ExchangeSide side) => [.. _speakers.Where(s => s.Side == side && !s.IsParted).Select(s => s.PersonId)];

    /// <summary>Deletes notices of a person who no longer manages an organization: those about its exchanges, its listings and its members.</summary>
    public static Task LeaveAsync(DbTransaction transaction, ulong personId) => transaction.Connection!.ExecuteAsync(LeaveSql, new { personId }, transaction);

    /// <summary>Marks all existing messages as read for a new manager of an organization.</summary>
    public static Task JoinAsync(DbTransaction transaction, ulong organizationId, ulong personId) =>
        transaction.Connection!.ExecuteAsync(JoinSql, new { organizationId, personId }, transaction);

    private sealed record Speaker
    {
        public required string SideCode { get; init; }
        public ulong PersonId { get; init; }
        public bool IsParted { get; init; }
        public ExchangeSide Side => ExchangeSides.Side(SideCode);
    }
}
