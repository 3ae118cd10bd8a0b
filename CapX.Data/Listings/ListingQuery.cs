using CapX.Data.Content;
using CapX.Data.People;
using Dapper;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Listings;

/// <summary>A person who needs the same, as the owner of a listing sees them.</summary>
public sealed record ListingNeed
{
    public required string Username { get; init; }
    public string? DisplayName { get; init; }

    /// <summary>UTC.</summary>
    public DateTime SinceAt { get; init; }
    public string Name => PersonNames.PlainOf(Username, DisplayName);
}

/// <summary>A listing's page for one viewer.</summary>
public sealed record ListingShown
{
    public required ListingFound Listing { get; init; }

    /// <summary>How many others need it too. Owners get only the number of those they can see, so that it reveals no block.</summary>
    public required int Needs { get; init; }

    /// <summary>True when the viewer is one of them.</summary>
    public bool INeedIt { get; init; }

    /// <summary>True when the viewer owns it or manages the organization that does.</summary>
    public bool IsMine { get; init; }

    /// <summary>The people who need it too, newest first. For owners only.</summary>
    public IReadOnlyList<ListingNeed> NeededBy { get; init; } = [];

    /// <summary>For its owner: true when no one else sees it, because their profile is hidden or was never saved.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>Moderators hid it, so only its owners see it.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Reads one listing.</summary>
public sealed class ListingQuery(Database database)
{
    private const int MostNeeds = 200;

    private static readonly ViewerSql Sql = new($"""
        SELECT {ListingRow.ColumnsSql}{Members}, {ListingVisibility.MineSql} AS {nameof(Row.IsMine)}{End},
               (SELECT COUNT(*) FROM listing_need d JOIN person p ON p.id = d.person_id WHERE d.listing_id = l.id{Members}
                 AND (NOT {ListingVisibility.MineSql} OR ({PersonVisibility.NotBlockedSql})){End}) AS {nameof(Row.Needs)}{Members},
               EXISTS (SELECT 1 FROM listing_need d WHERE d.listing_id = l.id AND d.person_id = @Viewer) AS {nameof(Row.INeedIt)},
               l.moderated IS NOT NULL AS {nameof(Row.IsHidden)},
               (l.person_id IS NOT NULL AND (w.updated_at IS NULL OR w.visibility = 'hidden')) AS {nameof(Row.IsUnseen)}{End}
          FROM {ListingRow.FromSql}
         WHERE l.id = @id AND ({ListingVisibility.Sql}{Members} OR {ListingVisibility.MineSql}{End})
        """);

    // People who state a need are told that the owner will see their name. Anyone with a block between them and the viewer is left out.
    private const string NeedsSql = $"""
        SELECT p.username AS {nameof(ListingNeed.Username)}, p.display_name AS {nameof(ListingNeed.DisplayName)}, d.since_at AS {nameof(ListingNeed.SinceAt)}
          FROM listing_need d JOIN person p ON p.id = d.person_id
         WHERE d.listing_id = @id AND {PersonVisibility.NotBlockedSql}
         ORDER BY d.since_at DESC, p.id LIMIT @MostNeeds
        """;

    private static readonly ViewerSql SameLinkSql = new($"""
        SELECT {ListingRow.ColumnsSql} FROM {ListingRow.FromSql} WHERE l.link_key = @key AND l.id <> @except AND {ListingVisibility.Sql}
         ORDER BY l.created_at, l.id LIMIT 3
        """);

    /// <summary>Null when the listing does not exist or the viewer may not see it. At most two SQL commands.</summary>
    public Task<ListingShown?> RunAsync(ulong id, Viewer viewer, CancellationToken token = default) => database.ReadAsync(async connection =>
    {
        if (await connection.QuerySingleOrDefaultAsync<Row>(Sql.For(viewer), new { id, Viewer = viewer.PersonId }) is not { } row) return null;
        return new ListingShown
        {
            Listing = row.Found(),
            Needs = (int)row.Needs,
            INeedIt = row.INeedIt,
            IsMine = row.IsMine,
            IsUnseen = row.IsMine && row.IsUnseen,
            IsHidden = row.IsHidden,
            NeededBy = row is { IsMine: true, Needs: > 0 }
                ? (await connection.QueryAsync<ListingNeed>(NeedsSql, new { id, Viewer = viewer.PersonId, MostNeeds })).AsList() : [],
        };
    }, token);

    /// <summary>Returns the first listings visible to the viewer whose link leads to the same page. One SQL command.</summary>
    public async Task<IReadOnlyList<ListingFound>> WithSameLinkAsync(string link, ulong except, Viewer viewer, CancellationToken token = default) =>
        WebLink.Clean(link) is not { } clean ? [] :
        await database.ReadAsync(async connection =>
            (await connection.QueryAsync<ListingRow>(SameLinkSql.For(viewer), new { key = WebLink.Key(clean), except, Viewer = viewer.PersonId })).Select(row =>
                row.Found()).ToList(), token).ConfigureAwait(false);

    private sealed record Row : ListingRow
    {
        public bool IsMine { get; init; }
        public long Needs { get; init; }
        public bool INeedIt { get; init; }
        public bool IsUnseen { get; init; }
        public bool IsHidden { get; init; }
    }
}
