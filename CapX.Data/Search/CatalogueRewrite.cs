using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace CapX.Data.Search;

/// <summary>Recomputes codes and words of catalogue entries after a change to the capacity tree, another reference list or text folding. Works in portions and
/// writes only differences.</summary>
internal static class CatalogueRewrite
{
    private const int Portion = 500;

    private const string StoredSql = $"""
        SELECT e.id AS {nameof(Stored.Id)}, e.words AS {nameof(Stored.Words)},
               (SELECT GROUP_CONCAT(c.facet, ' ', c.code, ' ', c.method) FROM catalogue_code c WHERE c.entry_id = e.id) AS {nameof(Stored.Codes)}
          FROM catalogue e WHERE e.id IN @ids
        """;

    private const string AfterSql = "SELECT id FROM catalogue WHERE kind = @kind AND id > @after ORDER BY id LIMIT @Portion";

    private const string WordsSql = """
        UPDATE catalogue e JOIN JSON_TABLE(@rows,
          '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.Id' ERROR ON ERROR, words MEDIUMTEXT PATH '$.Words' ERROR ON ERROR)) j ON j.id = e.id SET e.words = j.words
        """;

    private const string CodesTable = """
        JSON_TABLE(@rows, '$[*]' COLUMNS (
          id BIGINT UNSIGNED PATH '$.Id' ERROR ON ERROR, facet VARCHAR(12) PATH '$.Facet' ERROR ON ERROR,
          code VARCHAR(60) PATH '$.Code' ERROR ON ERROR, method VARCHAR(30) PATH '$.Method' ERROR ON ERROR)) j
        """;

    private const string DropSql = $"""
        DELETE c FROM catalogue_code c JOIN {CodesTable} ON c.entry_id = j.id AND c.facet = CONVERT(j.facet USING ascii)
          AND c.code = CONVERT(j.code USING ascii) AND c.method = CONVERT(j.method USING ascii)
        """;

    private const string AddSql = $"INSERT INTO catalogue_code (entry_id, facet, code, method) SELECT j.id, j.facet, j.code, j.method FROM {CodesTable}";

    /// <summary>Rewrites all entries that hold one of the capacities.</summary>
    public static async Task RunAsync(DbTransaction transaction, Vocabulary vocabulary, IReadOnlyCollection<uint> capacities)
    {
        if (capacities.Count == 0) return;
        foreach (var kind in CatalogueContent.InCatalogue)
            foreach (var ids in (await transaction.Connection!.QueryAsync<ulong>(HoldersSql(kind), new { capacities }, transaction)).Chunk(Portion))
                await RewriteAsync(transaction, vocabulary, ids, await kind.EntriesAsync(transaction, ids));
    }

    /// <summary>Rewrites one portion of a kind, after the given id. Returns the last id, or null when there are no more.</summary>
    public static async Task<ulong?> RunAfterAsync(DbTransaction transaction, Vocabulary vocabulary, CatalogueContent kind, ulong after)
    {
        var ids = (await transaction.Connection!.QueryAsync<ulong>(AfterSql, new { kind = kind.Code, after, Portion }, transaction)).AsList();
        if (ids.Count == 0) return null;
        await RewriteAsync(transaction, vocabulary, ids, await kind.EntriesAsync(transaction, ids));
        return ids[^1];
    }

    // Only the names of tables and columns are inserted.
    private static string HoldersSql(CatalogueContent kind) =>
        $"SELECT DISTINCT {kind.Capacities!.Owner} FROM {kind.Capacities.Name} WHERE capacity_id IN @capacities ORDER BY {kind.Capacities.Owner}";

    private static async Task RewriteAsync(DbTransaction transaction, Vocabulary vocabulary, IReadOnlyList<ulong> ids, IEnumerable<CatalogueEntry> entries)
    {
        async Task WriteAsync(string sql, IReadOnlyCollection<object> rows)
        {
            if (rows.Count > 0) await transaction.Connection!.ExecuteAsync(sql, new { rows = JsonSerializer.Serialize(rows) }, transaction);
        }
        // Items without a catalogue entry do not get one.
        var stored = (await transaction.Connection!.QueryAsync<Stored>(StoredSql, new { ids }, transaction)).ToDictionary(s => s.Id);
        var (words, gone, come) = (new List<object>(), new List<object>(), new List<object>());
        foreach (var entry in entries)
        {
            if (!stored.TryGetValue(entry.Id, out var was)) continue;
            var said = entry.WordsIn(vocabulary);
            if (said != was.Words) words.Add(new { was.Id, Words = said });
            var now = entry.CodesIn(vocabulary).ToHashSet();
            var then = (was.Codes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToHashSet();
            object Row((string Facet, string Code, string Method) code) => new { was.Id, code.Facet, code.Code, code.Method };
            gone.AddRange(then.Except(now).Select(Row));
            come.AddRange(now.Except(then).Select(Row));
        }
        await WriteAsync(WordsSql, words);
        await WriteAsync(DropSql, gone);
        await WriteAsync(AddSql, come);
    }

    private static (string Facet, string Code, string Method) Parse(string row)
    {
        var parts = row.Split(' ');
        return (parts[0], parts[1], parts[2]);
    }

    private sealed record Stored
    {
        public ulong Id { get; init; }
        public required string Words { get; init; }
        public string? Codes { get; init; }
    }
}
