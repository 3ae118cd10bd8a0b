using Dapper;

namespace CapX.Data.Search;

public sealed partial class CatalogueQuery
{
    private const int MostNames = 500;

    /// <summary>For each folded search word, finds similar names among the items that match the rest of the filter. At most one query.</summary>
    public async Task<IReadOnlyDictionary<string, WordNear>> NearAsync(CatalogueFilter filter, IReadOnlyList<string> words, Viewer viewer,
        CancellationToken token = default)
    {
        var less = filter with { Queries = [], Page = 1 };
        var parameters = Parameters(less, viewer);
        var pieces = words.SelectMany(Closeness.Pieces).Distinct().ToList();
        foreach (var (number, piece) in pieces.Index()) parameters.Add($"Piece{number}", $"%{piece}%");
        var sql = $"""
            SELECT e.name FROM catalogue e WHERE {Where(Conditions(less, viewer, parameters), null)}
             AND ({string.Join(" OR ", pieces.Index().Select(p => $"e.name LIKE @Piece{p.Index}"))}) ORDER BY e.id LIMIT {MostNames}
            """;
        var names = pieces.Count == 0
            ? [] : await database.ReadAsync(async connection => (await connection.QueryAsync<string>(sql, parameters)).Distinct().ToList(), token)
                .ConfigureAwait(false);
        List<(string, IReadOnlyList<string>)> read = [.. names.Select(name => (name, Text.Terms(name)))];
        return words.Distinct().ToDictionary(word => word, word => Closeness.Among(read, word), StringComparer.Ordinal);
    }
}
