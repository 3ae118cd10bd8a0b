using System.Data.Common;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CapX.Data.Verbs;
using Dapper;

namespace CapX.Data.Bench;

/// <summary>The query plan and cost of one statement.</summary>
public sealed record StatementPlan
{
    /// <summary>The SQL as sent, with its values.</summary>
    public required string Statement { get; init; }

    /// <summary>Each table with its access type and index, in order, such as "exchange ref exchange_proposer".</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Full scans of tables or indexes longer than <see cref="StatementPlans.ShortTable"/>.</summary>
    public required IReadOnlyList<string> Scans { get; init; }

    /// <summary>Rows and index entries read in one run, including those of temporary tables.</summary>
    public required long RowsRead { get; init; }

    /// <summary>The median of several runs.</summary>
    public required double Milliseconds { get; init; }
}

/// <summary>Records the statements of an operation through the server's general log and reads their query plans. No list of statements has to be maintained.
/// Needs privileges that only a development database grants.</summary>
public sealed partial class StatementPlans(Database database) : IDisposable
{
    /// <summary>A full scan of a table up to this many rows is acceptable.</summary>
    public const int ShortTable = 1_000;

    private const int Runs = 5;
    private const string StartSql = "SET GLOBAL log_output = 'TABLE'; TRUNCATE TABLE mysql.general_log; SET GLOBAL general_log = ON";
    private const string StopSql = "SET GLOBAL general_log = OFF";

    private const string LogSql = """
        SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log
         WHERE command_type = 'Query' AND thread_id IN (SELECT id FROM information_schema.processlist WHERE db = @Name)
        """;

    // Connects to another database, so that its own statements are not part of the recording.
    private readonly Database _log = database.Beside("mysql");

    /// <summary>The statements sent during the work, in order, without INSERTs of literal values. Throws <see cref="SeedRefusedException"/> for a possible
    /// production database.</summary>
    public async Task<IReadOnlyList<string>> RecordAsync(Func<Task> work)
    {
        if (SeedPeopleCommand.Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        await _log.HoldAsync(connection => connection.ExecuteAsync(StartSql)).ConfigureAwait(false);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            await _log.HoldAsync(connection => connection.ExecuteAsync(StopSql)).ConfigureAwait(false);
        }
        var log = await _log.ReadAsync(async connection => (await connection.QueryAsync<string>(LogSql, new { database.Name })).AsList()).ConfigureAwait(false);
        return [.. log.Select(packet => Nulls.Replace(packet, "NULL"))
            .Select(packet => Binary.Replace(packet, value => $"X'{Convert.ToHexString(BytesOf(value.Groups[1].Value))}'"))
            .SelectMany(packet => EndOfStatement.Split(packet)).Select(statement => statement.Trim().TrimEnd(';'))
            .Where(statement => Planned.IsMatch(statement) && !GivesRows.IsMatch(statement))];
    }

    /// <summary>Runs the statement several times in transactions that are rolled back.</summary>
    public Task<StatementPlan> AskAsync(string statement) => database.HoldAsync(async connection =>
    {
        using var json = JsonDocument.Parse(await InTransactionAsync(connection, "EXPLAIN FORMAT=JSON " + statement,
            async command => (string)(await command.ExecuteScalarAsync())!));
        var tables = TablesOf(json.RootElement).ToList();
        var times = new List<double>();
        for (var run = 0; run < Runs; run++) times.Add(await InTransactionAsync(connection, statement, TimeAsync));
        times.Sort();
        await connection.ExecuteAsync("FLUSH STATUS");
        await InTransactionAsync(connection, statement, TimeAsync);
        return new StatementPlan
        {
            Statement = statement,
            Steps = [.. tables.Select(t => $"{t.Name} {t.Access}{(t.Key is null ? "" : " " + t.Key)}")],
            Scans = [.. tables.Where(t => t is { Access: "ALL" or "index", Rows: > ShortTable } && !t.Name.StartsWith('<'))
                .Select(t => $"{t.Name} ({t.Rows} rows)")],
            RowsRead = (await connection.QueryAsync<(string Name,
                long Value)>("SHOW STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name = 'Handler_icp_attempts'")).Sum(s => s.Value),
            Milliseconds = times[Runs / 2],
        };
    });

    public void Dispose() => _log.Dispose();

    /// <summary>Decodes a binary value from the log. The driver escapes it, and the log also escapes bytes that are not UTF-8.</summary>
    internal static byte[] BytesOf(string logged) => [.. Escaped.Matches(logged).SelectMany(part => part.Value switch
    {
        ['\\', 'x', var high, var low] => Convert.FromHexString([high, low]),
        "\\0" => [0],
        "\\n" => "\n"u8.ToArray(),
        "\\r" => "\r"u8.ToArray(),
        "\\Z" => [26],
        "''" => "'"u8.ToArray(),
        ['\\', var escaped] => Encoding.UTF8.GetBytes([escaped]),
        var plain => Encoding.UTF8.GetBytes(plain),
    })];

    private static async Task<double> TimeAsync(DbCommand command)
    {
        var start = Stopwatch.GetTimestamp();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) { }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<T> InTransactionAsync<T>(DbConnection connection, string sql, Func<DbCommand, Task<T>> run)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted);
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        var result = await run(command);
        await transaction.RollbackAsync();
        return result;
    }

    /// <summary>The tables in plan order, at any nesting level.</summary>
    private static IEnumerable<(string Name, string Access, string? Key, long Rows)> TablesOf(JsonElement plan)
    {
        if (plan.ValueKind == JsonValueKind.Array) return plan.EnumerateArray().SelectMany(TablesOf);
        if (plan.ValueKind != JsonValueKind.Object) return [];
        var inside = plan.EnumerateObject().SelectMany(property => TablesOf(property.Value));
        if (!plan.TryGetProperty("table_name", out var name) || !plan.TryGetProperty("access_type", out var access)) return inside;
        var key = plan.TryGetProperty("key", out var one) ? one.GetString()
            : plan.TryGetProperty("index_merge", out var merged) ? string.Join('+', KeysOf(merged)) : null;
        var rows = plan.TryGetProperty("rows", out var count) && count.TryGetInt64(out var number) ? number : 0;
        return inside.Prepend((name.GetString()!, access.GetString()!, key, rows));
    }

    private static IEnumerable<string> KeysOf(JsonElement plan) => plan.ValueKind switch
    {
        JsonValueKind.Array => plan.EnumerateArray().SelectMany(KeysOf),
        JsonValueKind.Object =>
            plan.EnumerateObject().SelectMany(property => property.NameEquals("key") ? [property.Value.GetString()!] : KeysOf(property.Value)),
        _ => [],
    };

    // The driver writes null as an unset variable.
    [GeneratedRegex(@"@NULL\b")]
    private static partial Regex Nulls { get; }

    [GeneratedRegex(@"_binary ?'((?:[^'\\]|\\.|'')*)'", RegexOptions.Singleline)]
    private static partial Regex Binary { get; }

    [GeneratedRegex(@"\\x[0-9A-F]{2}|\\.|''|[^\\']+", RegexOptions.Singleline)]
    private static partial Regex Escaped { get; }

    [GeneratedRegex(@";\s*\n|;\s*(?=SELECT LAST_INSERT_ID)")]
    private static partial Regex EndOfStatement { get; }

    // Rows passed as JSON are literal values too, and inserting them a second time would fail.
    [GeneratedRegex(@"^INSERT\b.*\bJSON_TABLE\(", RegexOptions.Singleline)]
    private static partial Regex GivesRows { get; }

    [GeneratedRegex(@"^((SELECT|UPDATE|DELETE|WITH)\b(?! LAST_INSERT_ID)|(INSERT|REPLACE)\b[^']*\)\s*SELECT\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Planned { get; }
}
