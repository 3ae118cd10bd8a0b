using CapX.Tests.Infra;

namespace CapX.Tests.Privacy;

/// <summary>Searches every column of every table for what is left of something.</summary>
internal static class Traces
{
    private const string AllColumnsSql = """
        SELECT table_name AS Item1, column_name AS Item2 FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position
        """;

    /// <summary>Returns "table.column" for each column that contains the mark, one of the values, or these bytes.</summary>
    public static async Task<List<string>> OfAsync(DatabaseFixture fixture, string mark, string[]? values = null, byte[]? bytes = null)
    {
        var traces = new List<string>();
        foreach (var (table, column) in await fixture.QueryAsync<(string, string)>(AllColumnsSql))
        {
            var count = (await fixture.QueryAsync<long>(
                $"SELECT COUNT(*) FROM `{table}` WHERE CAST(`{column}` AS CHAR) LIKE @like OR CAST(`{column}` AS CHAR) IN @values OR HEX(`{column}`) = @hex",
                new { like = $"%{mark}%", values = values ?? [mark], hex = bytes is null ? null : Convert.ToHexString(bytes) })).Single();
            if (count > 0) traces.Add($"{table}.{column}");
        }
        return traces;
    }
}
