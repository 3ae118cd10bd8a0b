using CapX.Data.Content;
using Dapper;

namespace CapX.Data.People;

/// <summary>Reads one person by user name, as far as the viewer may see them.</summary>
public sealed class FindPersonQuery(Database database)
{
    // One subquery per index: with an OR, the database would scan all exchanges.
    private const string DocumentedSql = """
        SELECT (SELECT COUNT(*) FROM exchange e WHERE e.proposer_person_id = @Id AND e.state = 'documented'
               AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
             + (SELECT COUNT(*) FROM exchange e WHERE e.recipient_person_id = @Id AND e.state = 'documented'
               AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
        """;

    // A user name belongs to the latest login. A row that lost its name has no page until its owner returns.
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

    /// <summary>Null when the person does not exist or the viewer may not see them. Normalizes the name as MediaWiki does: only the first letter is
    /// case-insensitive. Two queries, or three when the person shows their number of documented exchanges.</summary>
    public async Task<ProfileFound?> RunAsync(string username, Viewer viewer, CancellationToken token = default) =>
        (await ReadAsync(username, viewer, null, token).ConfigureAwait(false)).Found;

    /// <summary>The same, with the viewer's own offers, wants and languages, which are empty when no person is found. Needs no further queries.</summary>
    public Task<(ProfileFound? Found, OwnLists Own)> BesideOwnAsync(string username, Viewer viewer, CancellationToken token = default) =>
        ReadAsync(username, viewer, viewer.PersonId, token);

    private Task<(ProfileFound? Found, OwnLists Own)> ReadAsync(string username, Viewer viewer, ulong? own, CancellationToken token) =>
        database.ReadAsync<(ProfileFound?, OwnLists)>(async connection =>
    {
        var name = UserName.Typed(username);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(Sql.For(viewer), new { name.AsTyped, name.AsRead, Viewer = viewer.PersonId });
        if (row is null) return (null, OwnLists.Empty);
        var vocabulary = await PersonLists.ReadAsync(connection, own is { } mine ? [row.Id, mine] : [row.Id], viewer);
        var documented = row.ShowsDocumented ? (int)await connection.QuerySingleAsync<long>(DocumentedSql, new { row.Id }) : default(int?);
        return (vocabulary.TryGetValue(row.Id, out var theirs) ? row.Found(theirs, documented) : null,
            vocabulary.TryGetValue(own ?? 0, out var ours) ? new OwnLists(ours.Offers, ours.Wants, ours.Languages) : OwnLists.Empty);
    }, token);

    private sealed record Row : PersonRow
    {
        public bool ShowsDocumented { get; init; }
        public bool IsHidden { get; init; }
        public bool HasOrganizations { get; init; }
        public bool HasListings { get; init; }
        public bool HasEvents { get; init; }

        public ProfileFound Found(PersonLists vocabulary, int? documented) => new()
        {
            Person = With(vocabulary),
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

/// <summary>A viewer's own data, for pages that compare it with another person's.</summary>
public sealed record OwnLists(IReadOnlyList<SharedCapacity> Offers, IReadOnlyList<SharedCapacity> Wants, IReadOnlyList<LanguageLevel> Languages)
{
    public static readonly OwnLists Empty = new([], [], []);
}

/// <summary>A person as shown on their profile page.</summary>
public sealed record ProfileFound
{
    public required PersonFound Person { get; init; }

    /// <summary>"public", "members" or "hidden". Only the owner ever gets "hidden".</summary>
    public required string Visibility { get; init; }

    /// <summary>True when the owner allows search engines to index the page.</summary>
    public bool IsIndexable { get; init; }

    /// <summary>The number of saves, for optimistic concurrency: an edit starts from it.</summary>
    public uint Version { get; init; }

    /// <summary>The number of exchanges that took place and have a documented outcome. Null when the owner does not show it to the viewer.</summary>
    public int? Documented { get; init; }

    /// <summary>True when moderators hid or removed the profile. Only the owner can still see it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>True when the person has a relation to any organization, visible or not. When false, callers skip that query.</summary>
    public bool HasOrganizations { get; init; }

    /// <summary>True when the person has any listing, visible or not.</summary>
    public bool HasListings { get; init; }

    /// <summary>True when the person organizes any event, visible or not.</summary>
    public bool HasEvents { get; init; }
}
