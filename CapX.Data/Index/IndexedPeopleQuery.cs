using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Index;

/// <summary>What the index must know of the people whom members may find in lists, read by ascending id in portions.</summary>
internal sealed class IndexedPeopleQuery(Database database)
{
    /// <summary>Any member: the index holds whom members may see, and marks those who are public.</summary>
    private const ulong SomeMember = 0;

    // One statement sees one state: nobody is indexed half as before and half as after a save. Lists come as one text each, because
    // the driver takes as long for a short row as for a long one.
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

    /// <summary>The first people from one id to another, at most a portion of them; fewer mean that there are no more.</summary>
    public Task<List<PersonRead>> RunAsync(ulong first, ulong last, int portion, CancellationToken token = default) =>
        database.ReadAsync(async c =>
            (await c.QueryAsync<PersonRead>(Sql, new { First = first, Last = last, Portion = portion, Viewer = SomeMember })).AsList(), token);
}

/// <summary>One person as the index reads one; lists are separated by commas, null when empty.</summary>
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

    /// <summary>Of a level above 0.</summary>
    public string? Languages { get; init; }
    public string? Territories { get; init; }
    public string? Projects { get; init; }

    /// <summary>Each "role:capacity:methods": the role's number from 1, the capacity's id, the bits of the methods.</summary>
    public string? Capacities { get; init; }

    /// <summary>Whether visitors see the same of the person as members.</summary>
    public bool IsSameToAll => AboutSeen != PartVisibility.Members && LanguagesSeen != PartVisibility.Members && TerritoriesSeen != PartVisibility.Members;

    /// <summary>Only what is shown to members, or only what is shown to everybody who sees the profile.</summary>
    public PersonRead ShownTo(PartVisibility widest) => this with
    {
        About = AboutSeen <= widest ? About : null,
        Languages = LanguagesSeen <= widest ? Languages : null,
        Territories = TerritoriesSeen <= widest ? Territories : null,
    };
}
