using System.Data.Common;
using Dapper;

namespace CapX.Data.People;

/// <summary>One person by user name, as far as the viewer may see that person.</summary>
public sealed class FindPersonQuery(Database database)
{
    // Each side by its own index: asked for both at once, the database reads every exchange there is.
    private const string DocumentedSql = """
        (SELECT COUNT(*) FROM exchange e WHERE e.proposer_person_id = p.id AND e.state = 'documented' AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
        + (SELECT COUNT(*) FROM exchange e WHERE e.recipient_person_id = p.id AND e.state = 'documented' AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
        """;

    // The newest sign-in owns an address: a row that lost its name has none until its owner returns.
    private static readonly ViewerSql Sql = new($"""
        SELECT {PersonRow.ColumnsSql},
               p.moderated IS NOT NULL AS {nameof(Row.IsHidden)},
               CASE WHEN EXISTS (SELECT 1 FROM contact_choice k WHERE k.person_id = p.id AND k.shows_count) AND {PersonVisibility.ExchangesSql} THEN {DocumentedSql} END AS {nameof(Row.Documented)},
               EXISTS (SELECT 1 FROM organization_person m WHERE m.person_id = p.id) AS {nameof(Row.HasOrganizations)}, EXISTS (SELECT 1 FROM listing l WHERE l.person_id = p.id) AS {nameof(Row.HasListings)},
               EXISTS (SELECT 1 FROM event_organizer a WHERE a.person_id = p.id) AS {nameof(Row.HasEvents)}
          FROM person p
         WHERE {TypedName.BearsSql} AND {PersonVisibility.Sql}
         {TypedName.BestSql}
        """);

    /// <summary>The person, or null where there is none or the viewer may not know. The name is read as the wiki reads it; case matters but for the first letter. Two commands.</summary>
    public Task<ProfileFound?> RunAsync(string username, Viewer viewer, CancellationToken token = default) => database.ReadAsync(async connection =>
    {
        var row = await FindAsync(connection, username, viewer);
        return row is not null && (await PersonLists.ReadAsync(connection, [row.Id], viewer)).TryGetValue(row.Id, out var lists) ? row.Found(lists) : null;
    }, token);

    /// <summary>The same, and beside it what the viewer offers and wants and which languages they speak; empty where nobody is found. Two commands.</summary>
    public Task<(ProfileFound? Found, OwnLists Own)> BesideOwnAsync(string username, Viewer viewer, CancellationToken token = default) => database.ReadAsync<(ProfileFound?, OwnLists)>(async connection =>
    {
        var row = await FindAsync(connection, username, viewer);
        if (row is null) return (null, OwnLists.Empty);
        var lists = await PersonLists.ReadAsync(connection, viewer.PersonId is { } own ? [row.Id, own] : [row.Id], viewer);
        return (lists.TryGetValue(row.Id, out var theirs) ? row.Found(theirs) : null, lists.TryGetValue(viewer.PersonId ?? 0, out var mine) ? new OwnLists(mine.Offers, mine.Wants, mine.Languages) : OwnLists.Empty);
    }, token);

    private static async Task<Row?> FindAsync(DbConnection connection, string username, Viewer viewer)
    {
        var name = UserName.Typed(username);
        return await connection.QueryFirstOrDefaultAsync<Row>(Sql.For(viewer), new { name.AsTyped, name.AsRead, Viewer = viewer.PersonId });
    }

    private sealed record Row : PersonRow
    {
        public long? Documented { get; init; }
        public bool IsHidden { get; init; }
        public bool HasOrganizations { get; init; }
        public bool HasListings { get; init; }
        public bool HasEvents { get; init; }

        public ProfileFound Found(PersonLists lists) => new()
        {
            Person = With(lists),
            Visibility = Visibility,
            IsIndexable = Indexable,
            Version = Version,
            Documented = (int?)Documented,
            IsHidden = IsHidden,
            HasOrganizations = HasOrganizations,
            HasListings = HasListings,
            HasEvents = HasEvents,
        };
    }
}

/// <summary>What somebody says of themselves, for a page on which they meet somebody else.</summary>
public sealed record OwnLists(IReadOnlyList<SharedCapacity> Offers, IReadOnlyList<SharedCapacity> Wants, IReadOnlyList<LanguageLevel> Languages)
{
    public static readonly OwnLists Empty = new([], [], []);
}

/// <summary>A person on a page of its own.</summary>
public sealed record ProfileFound
{
    public required PersonFound Person { get; init; }

    /// <summary>"public", "members" or "hidden"; others than the owner never meet "hidden".</summary>
    public required string Visibility { get; init; }

    /// <summary>Whether the owner lets search engines list the page.</summary>
    public bool IsIndexable { get; init; }

    /// <summary>The number of saves: an edit starts from it.</summary>
    public uint Version { get; init; }

    /// <summary>In how many exchanges that took place somebody said what came of it; null where the owner does not want it said to the viewer.</summary>
    public int? Documented { get; init; }

    /// <summary>Moderators hid or removed it; only its owner meets it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the person has to do with any organization, seen or not: where not, none need be asked for.</summary>
    public bool HasOrganizations { get; init; }

    /// <summary>Whether there is any listing of the person, seen or not.</summary>
    public bool HasListings { get; init; }

    /// <summary>Whether the person organizes any event, seen or not.</summary>
    public bool HasEvents { get; init; }
}
