using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace CapX.Data;

/// <summary>Migrates a database to the newest schema and loads the reference data, both embedded in this assembly, under a lock.</summary>
public sealed class Migrator(Database database, TimeProvider time)
{
    private const string TableSql = """
        CREATE TABLE IF NOT EXISTS migration (
            name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
            checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
            applied_at DATETIME(6) NOT NULL
        ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
        """;

    private const string AppliedSql = "SELECT name AS Name, checksum AS Checksum FROM migration ORDER BY name";
    private const string RecordSql = "INSERT INTO migration (name, checksum, applied_at) VALUES (@Name, @Checksum, @Now)";
    private const string TablesSql = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name";
    private const string ExistsSql = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migration'";

    /// <summary>Applies missing migrations and loads changed reference data. Returns the names of both. Throws <see cref="MigrationException"/>.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken token = default) => await LockedAsync(MigrateAsync, token);

    /// <summary>Deletes a development database with all its data and creates it again. Throws <see cref="MigrationException"/> for a database that may be in
    /// production.</summary>
    public async Task<IReadOnlyList<string>> RebuildAsync(CancellationToken token = default)
    {
        // Through a tunnel, ToolsDB looks local. The names of its databases contain two underscores.
        if (!database.IsOnThisMachine || database.Name.Contains("__", StringComparison.Ordinal))
            throw new MigrationException($"The database “{database.Name}” may be in production. Only a development database can be rebuilt.");
        return await LockedAsync(async connection =>
        {
            await database.RecreateAsync();
            return await MigrateAsync(connection);
        }, token);
    }

    /// <summary>Refreshes the statistics of the query optimizer. Needed after many rows are written at once, because the server's own refresh may come much
    /// later.</summary>
    public Task AnalyzeAsync(CancellationToken token = default) => database.HoldAsync(async connection =>
    {
        var tables = await connection.QueryAsync<string>(TablesSql);
        return await connection.ExecuteAsync($"ANALYZE TABLE {string.Join(", ", tables)}");
    }, token);

    /// <summary>True when every migration of this program is applied to the database.</summary>
    public Task<bool> IsCurrentAsync(CancellationToken token = default) => database.ReadAsync(async connection =>
        await connection.ExecuteScalarAsync<long>(ExistsSql) > 0
        && Files().Select(f => f.Name).Except((await connection.QueryAsync<Applied>(AppliedSql)).Select(a => a.Name), StringComparer.Ordinal)
            .ToList().Count == 0, token);

    private Task<List<string>> LockedAsync(Func<DbConnection, Task<List<string>>> work, CancellationToken token) => database.HoldAsync(async connection =>
    {
        var lockName = $"capx-migrate-{database.Name}";
        if (await connection.ExecuteScalarAsync<int?>("SELECT GET_LOCK(@lockName, 60)", new { lockName }) != 1)
            throw new MigrationException("Another process has been migrating this database for a minute. Try again when it has finished.");
        try
        {
            return await work(connection);
        }
        finally
        {
            await connection.ExecuteAsync("DO RELEASE_LOCK(@lockName)", new { lockName });
        }
    }, token);

    private async Task<List<string>> MigrateAsync(DbConnection connection)
    {
        var done = await ApplyAsync(connection);
        done.AddRange(await ReferenceData.LoadAsync(connection, time.GetUtcNow().UtcDateTime));
        return done;
    }

    private async Task<List<string>> ApplyAsync(DbConnection connection)
    {
        await connection.ExecuteAsync(TableSql);
        var applied = (await connection.QueryAsync<Applied>(AppliedSql)).ToDictionary(a => a.Name, a => a.Checksum, StringComparer.Ordinal);
        var files = Files().ToList();
        var unknown = applied.Keys.Except(files.Select(f => f.Name), StringComparer.Ordinal).ToList();
        // Files of a newer version come after the last file of this one. They are accepted, so that a deploy can be rolled back.
        if (unknown.Any(name => string.CompareOrdinal(name, files[^1].Name) < 0)) throw new EarlierDatabaseException(unknown.Max(StringComparer.Ordinal)!);
        var done = new List<string>();
        foreach (var (name, sql) in files)
        {
            var checksum = Checksum(sql);
            if (applied.TryGetValue(name, out var before))
            {
                if (before != checksum)
                    throw new MigrationException($"{name} was changed after it was applied. Restore the file, and add a new migration with your change. "
                        + EarlierDatabaseException.HowToRebuild);
                continue;
            }
            foreach (var statement in Statements(sql)) await connection.ExecuteAsync(statement);
            await connection.ExecuteAsync(RecordSql, new { Name = name, Checksum = checksum, Now = time.GetUtcNow().UtcDateTime });
            done.Add(name);
        }
        return done;
    }

    internal static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Returns the embedded files in a folder, sorted by name.</summary>
    internal static IEnumerable<(string Name, string Text)> Embedded(string folder, string ending)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(folder, StringComparison.Ordinal) || !resource.EndsWith(ending, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return (resource[folder.Length..], reader.ReadToEnd());
        }
    }

    private static IEnumerable<(string Name, string Sql)> Files() => Embedded("sql/", ".sql");

    /// <summary>Splits a script. A statement ends with a semicolon at the end of a line. Lines that start with -- are comments.</summary>
    private static string[] Statements(string sql) =>
        string.Join('\n', sql.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed record Applied
    {
        public required string Name { get; init; }
        public required string Checksum { get; init; }
    }
}

/// <summary>A migration cannot be applied. The message says why and what to do.</summary>
public class MigrationException(string message) : Exception(message);

/// <summary>The database was made by migrations that no longer exist. Nothing was changed.</summary>
public sealed class EarlierDatabaseException(string file) : MigrationException(
    $"This database was made by an earlier development version ({file}). It cannot be upgraded. {HowToRebuild}")
{
    internal const string HowToRebuild = "In development, ./capx migrate --rebuild deletes all its data and creates it again.";
}
