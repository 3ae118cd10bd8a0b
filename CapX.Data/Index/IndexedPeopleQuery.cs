using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Index;

/// <summary>Reads everything the index needs about the people whom logged-in users may find in lists, by ascending id in portions.</summary>
internal sealed class IndexedPeopleQuery(Database database)
{
    /// <summary>A viewer id that stands for any logged-in user. The index contains everyone they may see, and marks those visible to visitors.</summary>
    private const ulong SomeMember = 0;

    // A single statement sees one consistent state, so no one is indexed half before and half after a save. Each list comes as one text, because the driver
    // takes as long for a short row as for a long one.
    private const string Sql = $"""
        SELECT p.id AS {nameof(PersonRead.Id)}, p.username AS {nameof(PersonRead.Username)}, p.display_name AS {nameof(PersonRead.DisplayName)},
               p.about AS {nameof(PersonRead.About)},
               p.visibility = 'public' AS {nameof(PersonRead.IsPublic)}, p.updated_at AS {nameof(PersonRead.UpdatedAt)},
                 p.joined_at AS {nameof(PersonRead.JoinedAt)},
               p.not_taking_until AS {nameof(PersonRead.NotTakingUntil)},
               p.about_seen AS {nameof(PersonRead.AboutSeen)}, p.languages_seen AS {nameof(PersonRead.LanguagesSeen)},
                 p.territories_seen AS {nameof(PersonRead.TerritoriesSeen)},
               (SELECT GROUP_CONCAT(l.language) FROM person_language l WHERE l.person_id = p.id AND l.level <> '0') AS {nameof(PersonRead.Languages)},
               (SELECT GROUP_CONCAT(t.territory) FROM person_territory t WHERE t.person_id = p.id) AS {nameof(PersonRead.Territories)},
               (SELECT GROUP_CONCAT(r.project) FROM person_project r WHERE r.person_id = p.id) AS {nameof(PersonRead.Projects)},
               (SELECT GROUP_CONCAT(h.role + 0, ':', h.capacity_id, ':', h.methods) FROM person_capacity h
                 WHERE h.person_id = p.id) AS {nameof(PersonRead.Capacities)}
          FROM person p
         WHERE p.id BETWEEN @First AND @Last AND {PersonVisibility.ListedSql}
         ORDER BY p.id
         LIMIT @Portion
        """;

    /// <summary>Returns the first people in an id range, at most a portion. Fewer than that means there are no more.</summary>
    public Task<List<PersonRead>> RunAsync(ulong first, ulong last, int portion, CancellationToken token = default) =>
        database.ReadAsync(async c =>
            (await c.QueryAsync<PersonRead>(Sql, new { First = first, Last = last, Portion = portion, Viewer = SomeMember })).AsList(), token);
}

/// <summary>A person as read for the index. Lists are comma-separated, and null when empty.</summary>
internal sealed record PersonRead
{
    public ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public string? About { get; init; }
    public bool IsPublic { get; init; }
    public DateTime UpdatedAt { get; init; }
    public DateTime JoinedAt { get; init; }
    public DateOnly? NotTakingUntil { get; init; }
    public PartVisibility AboutSeen { get; init; }
    public PartVisibility LanguagesSeen { get; init; }
    public PartVisibility TerritoriesSeen { get; init; }

    /// <summary>Languages of a level above 0.</summary>
    public string? Languages { get; init; }
    public string? Territories { get; init; }
    public string? Projects { get; init; }

    /// <summary>Each "role:capacity:methods": the role's number from 1, the capacity's id, the bits of the methods.</summary>
    public string? Capacities { get; init; }

    /// <summary>True when visitors see the same of the person as logged-in users.</summary>
    public bool IsSameToAll => AboutSeen != PartVisibility.Members && LanguagesSeen != PartVisibility.Members && TerritoriesSeen != PartVisibility.Members;

    /// <summary>Returns a copy with only the parts that are visible at this level.</summary>
    public PersonRead ShownTo(PartVisibility widest) => this with
    {
        About = AboutSeen <= widest ? About : null,
        Languages = LanguagesSeen <= widest ? Languages : null,
        Territories = TerritoriesSeen <= widest ? Territories : null,
    };
}
