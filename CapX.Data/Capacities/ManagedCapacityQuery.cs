using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>A capacity as the curators' editor shows it.</summary>
public sealed record ManagedCapacity
{
    public uint Id { get; init; }
    public required string Code { get; init; }

    /// <summary>A save that starts from an older version is refused.</summary>
    public uint Version { get; init; }
    public CapacityState State { get; init; }

    /// <summary>The parent's code.</summary>
    public string? Parent { get; init; }

    /// <summary>The code of the capacity to use instead.</summary>
    public string? Successor { get; init; }

    /// <summary>By language, without empty names.</summary>
    public IReadOnlyDictionary<string, CapacityText> Texts { get; init; } = new Dictionary<string, CapacityText>();

    /// <summary>Codes that resolve to it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How many people, organizations, listings, events and exchanges hold it, visible to the viewer or not. Null when the number is above zero and
    /// below <see cref="ManagedCapacityQuery.SmallestShown"/>. For curators only.</summary>
    public long? Held { get; init; }
}

/// <summary>Reads capacities as curators manage them. Returns nothing to anyone else.</summary>
public sealed class ManagedCapacityQuery(Database database, TimeProvider time)
{
    /// <summary>Smaller numbers are withheld, because curators may not find out who holds a capacity.</summary>
    public const int SmallestShown = 5;

    private const string Sql = $"""
        SELECT c.id AS {nameof(ManagedCapacity.Id)}, c.code AS {nameof(ManagedCapacity.Code)}, c.version AS {nameof(ManagedCapacity.Version)},
               c.state AS {nameof(ManagedCapacity.State)},
               p.code AS {nameof(ManagedCapacity.Parent)}, s.code AS {nameof(ManagedCapacity.Successor)},
               (SELECT COUNT(DISTINCT h.person_id) FROM person_capacity h WHERE h.capacity_id = c.id) + (SELECT COUNT(DISTINCT h.organization_id)
                 FROM organization_capacity h WHERE h.capacity_id = c.id)
               + (SELECT COUNT(*) FROM listing_capacity h WHERE h.capacity_id = c.id) + (SELECT COUNT(*) FROM event_capacity h WHERE h.capacity_id = c.id)
               + (SELECT COUNT(*) FROM exchange h WHERE h.capacity_id = c.id) AS {nameof(ManagedCapacity.Held)}
          FROM capacity c LEFT JOIN capacity p ON p.id = c.parent_id LEFT JOIN capacity s ON s.id = c.successor_id
         WHERE c.code = @code AND c.state IN ('open', 'retired')
        """;

    private const string TextsSql = """
        SELECT language AS Item1, name AS Item2, description AS Item3, state AS Item4 FROM capacity_name WHERE capacity_id = @Id AND name <> ''
         ORDER BY language
        """;
    private const string AliasesSql =
        "SELECT code FROM capacity_alias WHERE capacity_id = @Id UNION SELECT code FROM capacity WHERE successor_id = @Id AND state = 'merged' ORDER BY code";
    private const string WaitingSql = "SELECT COUNT(*) FROM capacity_suggestion WHERE state = 'waiting' AND moderated IS NULL";

    /// <summary>Null when the viewer is not a curator or no capacity has this code.</summary>
    public Task<ManagedCapacity?> RunAsync(string code, Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(async connection =>
        {
            if (!await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadManagedCapacity, now)
                || await connection.QuerySingleOrDefaultAsync<ManagedCapacity>(Sql, new { code = code.ToLowerInvariant() }) is not { } found) return null;
            return found with
            {
                Held = found.Held is > 0 and < SmallestShown ? null : found.Held,
                Texts = (await connection.QueryAsync<(string Language, string Name, string Description, string State)>(TextsSql,
                    new { found.Id })).ToDictionary(t => t.Language, t => new CapacityText(t.Name, t.Description, t.State), StringComparer.Ordinal),
                Aliases = (await connection.QueryAsync<string>(AliasesSql, new { found.Id })).AsList(),
            };
        }, token);
    }

    /// <summary>Returns how many suggestions wait. Null when the viewer is not a curator.</summary>
    public Task<int?> WaitingAsync(Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<int?>(async connection =>
            await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadSuggestions, now) ? (int)await connection.ExecuteScalarAsync<long>(WaitingSql)
                : null, token);
    }
}
