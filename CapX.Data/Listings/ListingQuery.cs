using CapX.Data.Content;
using CapX.Data.People;
using Dapper;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Listings;

/// <summary>Somebody who needs the same, as the owner of a listing sees them.</summary>
public sealed record ListingNeed
{
    public required string Username { get; init; }
    public string? DisplayName { get; init; }

    /// <summary>UTC.</summary>
    public DateTime SinceAt { get; init; }
    public string Name => PersonNames.PlainOf(Username, DisplayName);
}

/// <summary>A listing's page as one viewer sees it.</summary>
public sealed record ListingShown
{
    public required ListingFound Listing { get; init; }

    /// <summary>How many others need it too; for who speaks for it those whom they see, so that the number tells of no block.</summary>
    public required int Needs { get; init; }

    /// <summary>Whether the viewer is one of them.</summary>
    public bool INeedIt { get; init; }

    /// <summary>Whether the viewer speaks for it.</summary>
    public bool IsMine { get; init; }

    /// <summary>For who speaks for it: who needs it too, newest first.</summary>
    public IReadOnlyList<ListingNeed> NeededBy { get; init; } = [];

    /// <summary>For its owner: whether nobody else sees it, because their profile is hidden or was never saved.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>Moderators hid it; only who speaks for it sees it.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>One listing.</summary>
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

    // Whoever says to need it is told that the owner sees who it is; not one whom a block parts from the owner since.
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

    /// <summary>Null where there is none that the viewer may see. At most two commands. Throws <see cref="DatabaseAwayException"/>.</summary>
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

    /// <summary>The first listings, of those that the viewer may see, whose link leads to the same page. One command. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
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
