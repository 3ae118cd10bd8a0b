using System.Data.Common;
using System.Globalization;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.People;

/// <summary>A person's lists as of one save. <see cref="PersonRow"/> decides which of them a viewer may see.</summary>
internal sealed record PersonLists
{
    private const string Between = "\u001e";

    // One row per person, because the driver's cost is per row. The separators are safe: codes contain no commas or spaces, and user text contains no control
    // characters. JSON for the notes would cost the database more than everything else.
    private static readonly ViewerSql Sql = new($"""
        SELECT p.id AS {nameof(Row.Id)}, p.updated_at AS {nameof(Row.UpdatedAt)},
               (SELECT GROUP_CONCAT(l.language, ' ', l.level ORDER BY l.level DESC, l.language) FROM person_language l
                 WHERE l.person_id = p.id) AS {nameof(Row.Languages)},
               (SELECT GROUP_CONCAT(t.territory ORDER BY t.territory) FROM person_territory t WHERE t.person_id = p.id) AS {nameof(Row.Territories)},
               (SELECT GROUP_CONCAT(r.project ORDER BY r.project) FROM person_project r WHERE r.person_id = p.id) AS {nameof(Row.Projects)},
               (SELECT GROUP_CONCAT(h.role, ' ', c.code, ' ', h.methods, COALESCE(CONCAT(' ', h.note), '') ORDER BY c.code SEPARATOR '{Between}')
                  FROM person_capacity h STRAIGHT_JOIN capacity c ON c.id = h.capacity_id WHERE h.person_id = p.id) AS {nameof(Row.Capacities)}
          FROM person p
         WHERE p.id IN @Ids AND {PersonVisibility.Sql}
         ORDER BY p.id
        """);

    /// <summary>The time of the save the lists belong to.</summary>
    public required DateTime? UpdatedAt { get; init; }
    public required IReadOnlyList<LanguageLevel> Languages { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }
    public required IReadOnlyList<string> Knows { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }

    /// <summary>The lists by id, for people whom the viewer may see, in one query. A person can be missing when they hid their profile after the rows were
    /// read.</summary>
    public static async Task<IReadOnlyDictionary<ulong, PersonLists>> ReadAsync(DbConnection connection, IReadOnlyCollection<ulong> ids, Viewer viewer) =>
        ids.Count == 0 ? new Dictionary<ulong, PersonLists>()
            : (await connection.QueryAsync<Row>(Sql.For(viewer), new { Ids = ids, Viewer = viewer.PersonId })).ToDictionary(row => row.Id, From);

    private static PersonLists From(Row row)
    {
        var byRole = (row.Capacities?.Split(Between) ?? []).Select(line => line.Split(' ', 4))
            .ToLookup(parts => parts[0],
                parts => new SharedCapacity(parts[1], Methods.FromBits(int.Parse(parts[2], CultureInfo.InvariantCulture)), parts.ElementAtOrDefault(3)));
        return new PersonLists
        {
            UpdatedAt = row.UpdatedAt,
            Languages = [.. Codes(row.Languages).Select(l => new LanguageLevel(l[..^2], l[^1..]))],
            Territories = Codes(row.Territories),
            Projects = Codes(row.Projects),
            Knows = [.. byRole["knows"].Select(c => c.Code)],
            Offers = [.. byRole["offers"]],
            Wants = [.. byRole["wants"]],
        };
    }

    private static string[] Codes(string? list) => list?.Split(',') ?? [];

    private sealed record Row
    {
        public ulong Id { get; init; }
        public DateTime? UpdatedAt { get; init; }
        public string? Languages { get; init; }
        public string? Territories { get; init; }
        public string? Projects { get; init; }
        public string? Capacities { get; init; }
    }
}
