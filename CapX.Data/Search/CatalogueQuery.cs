using System.Globalization;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Search;

/// <summary>Searches organizations, listings or events in SQL. Returns ids, total and facet counts. Callers read the rows themselves.</summary>
public sealed partial class CatalogueQuery(Database database, TimeProvider time)
{
    private static readonly ViewerSql Seen = new(CatalogueVisibility.Sql);
    private const string ToCome = "(e.ends_at IS NULL OR e.ends_at > @Now)";
    private const string IsOpen = "EXISTS (SELECT 1 FROM catalogue_code k WHERE k.entry_id = e.id AND k.facet = 'state' AND k.code = 'open')";
    private const string Over = "e.ends_at <= @Now";
    private const string OverSince = $"{Over} AND e.ends_at > @Since";

    private const string OfferedByMethod =
        "EXISTS (SELECT 1 FROM catalogue_code k WHERE k.entry_id = e.id AND k.facet = 'offers' AND k.code IN @offers AND k.method IN @method)";
    private const string WantedByMethod =
        "EXISTS (SELECT 1 FROM catalogue_code k WHERE k.entry_id = e.id AND k.facet = 'wants' AND k.code IN @wants AND k.method IN @method)";

    // The counts of a facet ignore its own choice. With a chosen method, an offered or wanted capacity is counted by its rows with that method. When the other
    // role is chosen too, the method may belong to that one instead.
    private const string RoleRow = "c.method = ''";
    private const string RoleRowByMethod = "c.method IN @method";
    private const string OfferedRowOrWanted = $"(c.method IN @method OR (c.method = '' AND {WantedByMethod}))";
    private const string WantedRowOrOffered = $"(c.method IN @method OR (c.method = '' AND {OfferedByMethod}))";

    private static readonly Dictionary<CatalogueOrder, string> Orders = new()
    {
        [CatalogueOrder.Updated] = "e.updated_at DESC, e.id",
        [CatalogueOrder.Joined] = "e.created_at DESC, e.id",
        [CatalogueOrder.Name] = "e.name_key, e.id",
        [CatalogueOrder.Today] = "SHA2(CONCAT(@Today, ' ', e.kind, ' ', e.id), 256), e.id",
        [CatalogueOrder.Start] = "e.starts_at, e.id",
    };

    private const string LatestFirst = "e.starts_at DESC, e.id";

    /// <summary>One page, empty past the end, and the counts. At most two queries at any page size.</summary>
    public Task<CatalogueFound> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var parameters = Parameters(filter, viewer);
        var conditions = Conditions(filter, viewer, parameters);
        var all = Where(conditions, null);
        var order = filter is { Order: CatalogueOrder.Start, Past: true } ? LatestFirst : Orders[filter.Order];
        var pageSql = $"SELECT e.id FROM catalogue e WHERE {all} ORDER BY {order} LIMIT @PageSize OFFSET @Skip";
        var countSql = string.Join(" UNION ALL ",
            [$"SELECT '' AS {nameof(CountRow.Facet)}, '' AS {nameof(CountRow.Code)}, COUNT(*) AS {nameof(CountRow.Count)} FROM catalogue e WHERE {all}",
            .. CountSql(filter, conditions)]);
        return database.ReadAsync(async connection =>
        {
            var rows = (await connection.QueryAsync<CountRow>(countSql, parameters)).ToLookup(row => row.Facet);
            var total = (int)rows[""].Single().Count;
            return new CatalogueFound
            {
                Total = total,
                Ids = filter.PageSize * (filter.Page - 1L) >= total ? [] : (await connection.QueryAsync<ulong>(pageSql, parameters)).AsList(),
                Facets = new FacetCounts(filter.Counted, facet => Counts(rows[facet.Name], filter[facet])),
            };
        }, token);
    }

    /// <summary>Totals for variants of <paramref name="whole"/> with some conditions left out, in the given order. One query.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(CatalogueFilter whole, IReadOnlyList<CatalogueFilter> less, Viewer viewer,
        CancellationToken token = default)
    {
        if (less.Count == 0) return [];
        var parameters = Parameters(whole, viewer);
        Conditions(whole, viewer, parameters);
        // The variants use a subset of the parameters of the whole filter.
        var sql = string.Join(" UNION ALL ",
            less.Select((filter, place) =>
                $"SELECT {place} AS Item1, COUNT(*) AS Item2 FROM catalogue e WHERE {Where(Conditions(filter, viewer, new DynamicParameters()), null)}"));
        return await database.ReadAsync(async connection =>
            (IReadOnlyList<int>)[.. (await connection.QueryAsync<(long Place, long Count)>(sql, parameters)).OrderBy(row => row.Place)
                .Select(row => (int)row.Count)], token).ConfigureAwait(false);
    }

    /// <summary>The number of matches for the texts by kind, without what is closed or over. One query.</summary>
    public Task<IReadOnlyDictionary<string, int>> CountByKindAsync(IReadOnlyList<string> queries, Viewer viewer, CancellationToken token = default)
    {
        var filter = new CatalogueFilter { Kind = "", Queries = queries };
        var parameters = Parameters(filter, viewer);
        var texts = Texts(filter, parameters);
        parameters.Add("Closable", CatalogueContent.InCatalogue.Where(kind => kind.IsClosable).Select(kind => kind.Code));
        var sql = $"""
            SELECT e.kind AS Item1, COUNT(*) AS Item2 FROM catalogue e
             WHERE {Seen.For(viewer)} AND {ToCome} AND (e.kind NOT IN @Closable OR {IsOpen}){(texts.Length > 0 ? $" AND {texts}" : "")}
             GROUP BY e.kind
            """;
        return database.ReadAsync<IReadOnlyDictionary<string, int>>(async connection =>
        {
            var counts = (await connection.QueryAsync<(string Kind, long Count)>(sql, parameters)).ToDictionary(row => row.Kind, row => (int)row.Count);
            return CatalogueContent.InCatalogue.ToDictionary(kind => kind.Code, kind => counts.GetValueOrDefault(kind.Code));
        }, token);
    }

    private DynamicParameters Parameters(CatalogueFilter filter, Viewer viewer)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var parameters = new DynamicParameters(new
        {
            Content = filter.Kind,
            Viewer = viewer.PersonId,
            Now = now,
            Since = now.AddMonths(-filter.PastMonths ?? 0),
            Today = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            filter.PageSize,
            Skip = filter.PageSize * (filter.Page - 1L),
        });
        foreach (var (facet, codes) in filter.Chosen)
            if (codes.Count > 0)
                parameters.Add(facet.Name, codes);
        return parameters;
    }

    /// <summary>The SQL conditions of a filter, each with the facet it comes from.</summary>
    private static List<(Facet? Facet, string Sql)> Conditions(CatalogueFilter filter, Viewer viewer, DynamicParameters parameters)
    {
        List<(Facet?, string)> conditions = [(null, $"e.kind = @Content AND {Seen.For(viewer)}")];
        if (ContentKind.Of(filter.Kind) is CatalogueContent { IsDated: true })
            conditions.Add((null, !filter.Past ? ToCome : filter.PastMonths is null ? Over : OverSince));
        if (Texts(filter, parameters) is { Length: > 0 } texts) conditions.Add((null, texts));
        foreach (var facet in filter.Chosen.Where(chosen => chosen.Value.Count > 0).Select(chosen => chosen.Key))
            conditions.Add((facet, facet == Facet.Method ? ByMethod(filter) : IsChosen(facet)));
        return conditions;
    }

    // A language variant also matches items in the plain language. Their rows have a marker in the method column, so the method is not checked here.
    private static string IsChosen(Facet facet) => $"EXISTS (SELECT 1 FROM catalogue_code k WHERE k.entry_id = e.id AND k.facet = '{facet.Name}'"
        + $"{(facet == Facet.Language ? "" : " AND k.method = ''")} AND k.code IN @{facet.Name})";

    private static string ByMethod(CatalogueFilter filter) => (filter[Facet.Offers].Count > 0, filter[Facet.Wants].Count > 0) switch
    {
        (true, true) => $"({OfferedByMethod} OR {WantedByMethod})",
        (true, false) => OfferedByMethod,
        (false, true) => WantedByMethod,
        _ => IsChosen(Facet.Method),
    };

    /// <summary>At least one text must match. A word matches as a prefix, or anywhere in scripts without spaces. Texts without words are ignored.</summary>
    private static string Texts(CatalogueFilter filter, DynamicParameters parameters)
    {
        var count = 0;
        var texts = new List<string>();
        foreach (var words in filter.Queries.Select(Text.Sought).Where(words => words.Count > 0))
            texts.Add(All(words.Select(sought => sought.Parts.Count == 0 ? Has(sought.Word) : $"({Has(sought.Word)} OR {All(sought.Parts.Select(Has))})")));
        return texts.Count == 0 ? "" : $"({string.Join(" OR ", texts)})";

        string All(IEnumerable<string> each) => $"({string.Join(" AND ", each)})";
        string Has(string word)
        {
            var name = $"Word{count++}";
            parameters.Add(name, Text.MatchesAnywhere(word) ? $"%{word}%" : $"% {word}%");
            return $"e.words LIKE @{name}";
        }
    }

    private static string Where(IEnumerable<(Facet? Facet, string Sql)> conditions, params Facet[]? without) =>
        string.Join(" AND ", conditions.Where(c => c.Facet is not { } facet || without is null || !without.Contains(facet)).Select(c => c.Sql));

    /// <summary>Counts all facets without a choice in one query over the whole result. Every other facet gets its own query, without its own choice.</summary>
    private static IEnumerable<string> CountSql(CatalogueFilter filter, List<(Facet?, string)> conditions)
    {
        var byRows = filter[Facet.Method].Count > 0 ? [Facet.Offers, Facet.Wants]
            : filter[Facet.Offers].Count + filter[Facet.Wants].Count > 0 ? [Facet.Method] : Array.Empty<Facet>();
        var together = filter.Counted.Where(f => filter[f].Count == 0 && !byRows.Contains(f)).ToList();
        if (together.Count > 0)
            yield return $"""
                SELECT c.facet, c.code, COUNT(*) FROM catalogue e JOIN catalogue_code c ON c.entry_id = e.id
                 WHERE {Where(conditions, null)} AND c.facet IN ({string.Join(", ", together.Select(f => $"'{f.Name}'"))}) AND {RoleRow}
                   GROUP BY c.facet, c.code
                """;
        foreach (var facet in filter.Counted.Except(together)) yield return CountSql(facet, filter, conditions);
    }

    private static string CountSql(Facet facet, CatalogueFilter filter, List<(Facet?, string)> conditions)
    {
        string Count(string code, string row, params Facet[] without) => $"""
            SELECT '{facet.Name}', {code}, COUNT(DISTINCT e.id) FROM catalogue e JOIN catalogue_code c ON c.entry_id = e.id WHERE {Where(conditions, without)}
             AND {row} GROUP BY {code}
            """;
        var (offers, wants, methods) = (filter[Facet.Offers].Count > 0, filter[Facet.Wants].Count > 0, filter[Facet.Method].Count > 0);
        if (methods && facet == Facet.Offers)
            return Count("c.code", $"c.facet = 'offers' AND {(wants ? OfferedRowOrWanted : RoleRowByMethod)}", facet, Facet.Method);
        if (methods && facet == Facet.Wants)
            return Count("c.code", $"c.facet = 'wants' AND {(offers ? WantedRowOrOffered : RoleRowByMethod)}", facet, Facet.Method);
        return (facet == Facet.Method, offers, wants) switch
        {
            (true, true, true) =>
                Count("c.method", "((c.facet = 'offers' AND c.code IN @offers) OR (c.facet = 'wants' AND c.code IN @wants)) AND c.method <> ''", facet),
            (true, true, false) => Count("c.method", "c.facet = 'offers' AND c.code IN @offers AND c.method <> ''", facet),
            (true, false, true) => Count("c.method", "c.facet = 'wants' AND c.code IN @wants AND c.method <> ''", facet),
            _ => Count("c.code", $"c.facet = '{facet.Name}' AND {RoleRow}", facet),
        };
    }

    private static IReadOnlyList<FacetCount> Counts(IEnumerable<CountRow> rows, IReadOnlyList<string> chosen)
    {
        var counts = rows.Select(row => new FacetCount(row.Code, (int)row.Count)).ToList();
        return [.. counts.Concat(chosen.Except(counts.Select(c => c.Code)).Select(code => new FacetCount(code, 0)))
            .OrderBy(c => c.Code, StringComparer.Ordinal)];
    }

    private sealed record CountRow
    {
        public required string Facet { get; init; }
        public required string Code { get; init; }
        public long Count { get; init; }
    }
}
