using CapX.Data.Content;
using Dapper;

namespace CapX.Data.People;

/// <summary>One person by user name, as far as the viewer may see that person.</summary>
public sealed class FindPersonQuery(Database database)
{
    // Each side by its own index: asked for both at once, the database reads every exchange there is.
    private const string DocumentedSql = """
        SELECT (SELECT COUNT(*) FROM exchange e WHERE e.proposer_person_id = @Id AND e.state = 'documented'
               AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
             + (SELECT COUNT(*) FROM exchange e WHERE e.recipient_person_id = @Id AND e.state = 'documented'
               AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
        """;

    // The newest sign-in owns an address: a row that lost its name has none until its owner returns.
    private static readonly ViewerSql Sql = new($"""
        SELECT {PersonRow.ColumnsSql},
               p.moderated IS NOT NULL AS {nameof(Row.IsHidden)},
               EXISTS (SELECT 1 FROM contact_choice k WHERE k.person_id = p.id AND k.shows_count)
                 AND {PersonVisibility.ExchangesSql} AS {nameof(Row.ShowsDocumented)},
               EXISTS (SELECT 1 FROM organization_person m WHERE m.person_id = p.id) AS {nameof(Row.HasOrganizations)},
                 EXISTS (SELECT 1 FROM listing l WHERE l.person_id = p.id) AS {nameof(Row.HasListings)},
               EXISTS (SELECT 1 FROM event_organizer a WHERE a.person_id = p.id) AS {nameof(Row.HasEvents)}
          FROM person p
         WHERE {TypedName.BearsSql} AND {PersonVisibility.Sql}
         {TypedName.BestSql}
        """);

    /// <summary>The person, or null where there is none or the viewer may not know. The name is read as the wiki reads it; case matters but for the first
    /// letter. Two commands, three for who shows how many exchanges are documented.</summary>
    public async Task<ProfileFound?> RunAsync(string username, Viewer viewer, CancellationToken token = default) =>
        (await ReadAsync(username, viewer, null, token).ConfigureAwait(false)).Found;

    /// <summary>The same, and beside it what the viewer offers and wants and which languages they speak; empty where nobody is found. No more
    /// commands.</summary>
    public Task<(ProfileFound? Found, OwnLists Own)> BesideOwnAsync(string username, Viewer viewer, CancellationToken token = default) =>
        ReadAsync(username, viewer, viewer.PersonId, token);

    private Task<(ProfileFound? Found, OwnLists Own)> ReadAsync(string username, Viewer viewer, ulong? own, CancellationToken token) =>
        database.ReadAsync<(ProfileFound?, OwnLists)>(async connection =>
    {
        var name = UserName.Typed(username);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(Sql.For(viewer), new { name.AsTyped, name.AsRead, Viewer = viewer.PersonId });
        if (row is null) return (null, OwnLists.Empty);
        var lists = await PersonLists.ReadAsync(connection, own is { } mine ? [row.Id, mine] : [row.Id], viewer);
        var documented = row.ShowsDocumented ? (int)await connection.QuerySingleAsync<long>(DocumentedSql, new { row.Id }) : default(int?);
        return (lists.TryGetValue(row.Id, out var theirs) ? row.Found(theirs, documented) : null,
            lists.TryGetValue(own ?? 0, out var ours) ? new OwnLists(ours.Offers, ours.Wants, ours.Languages) : OwnLists.Empty);
    }, token);

    private sealed record Row : PersonRow
    {
        public bool ShowsDocumented { get; init; }
        public bool IsHidden { get; init; }
        public bool HasOrganizations { get; init; }
        public bool HasListings { get; init; }
        public bool HasEvents { get; init; }

        public ProfileFound Found(PersonLists lists, int? documented) => new()
        {
            Person = With(lists),
            Visibility = Visibility,
            IsIndexable = Indexable,
            Version = Version,
            Documented = documented,
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
