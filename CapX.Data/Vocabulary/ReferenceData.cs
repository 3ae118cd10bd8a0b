using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace CapX.Data;

/// <summary>Loads sql/data into the reference tables. Reloads changed files. Rows missing from a file stay, so that references to them remain valid.</summary>
internal static class ReferenceData
{
    private const string KnownSql = "SELECT checksum FROM reference_file WHERE name = @name";
    private const string RecordSql = "REPLACE INTO reference_file (name, checksum, loaded_at) VALUES (@name, @checksum, @now)";

    private const string LanguageSql = """
        INSERT INTO language (code, base, autonym, script, right_to_left) VALUES (@Code, @Base, @Autonym, @Script, @RightToLeft)
        ON DUPLICATE KEY UPDATE base = VALUES(base), autonym = VALUES(autonym), script = VALUES(script), right_to_left = VALUES(right_to_left)
        """;

    private const string TerritorySql = "INSERT INTO territory (code, parent) VALUES (@Code, @Parent) ON DUPLICATE KEY UPDATE parent = VALUES(parent)";

    private const string ProjectSql = """
        INSERT INTO project (code, database_suffix, multilingual) VALUES (@Code, @DatabaseSuffix, @Multilingual)
        ON DUPLICATE KEY UPDATE database_suffix = VALUES(database_suffix), multilingual = VALUES(multilingual)
        """;

    private const string LevelSql = "INSERT INTO language_level (code, position) VALUES (@Code, @Position) ON DUPLICATE KEY UPDATE position = VALUES(position)";

    private const string NameSql = """
        INSERT INTO reference_name (kind, code, language, name) VALUES (@Kind, @Code, @Language, @Name)
        ON DUPLICATE KEY UPDATE name = VALUES(name)
        """;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Loads every changed file in a transaction of its own. Returns the names of the loaded files.</summary>
    public static async Task<IEnumerable<string>> LoadAsync(DbConnection connection, DateTime now)
    {
        var loaded = new List<string>();
        foreach (var (name, text) in Migrator.Embedded("sql/data/", ".json").OrderBy(f => f.Name.Count('.'.Equals)).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            var checksum = Migrator.Checksum(text);
            if (await connection.ExecuteScalarAsync<string?>(KnownSql, new { name }) == checksum) continue;
            using var transaction = await connection.BeginTransactionAsync();
            await LoadFileAsync(transaction, name, text);
            await connection.ExecuteAsync(RecordSql, new { name, checksum, now }, transaction);
            await transaction.CommitAsync();
            loaded.Add(name);
        }
        return loaded;
    }

    private static async Task LoadFileAsync(DbTransaction transaction, string file, string text)
    {
        Task RunAsync(string sql, object rows) => transaction.Connection!.ExecuteAsync(sql, rows, transaction);
        async Task RunNamedAsync<T>(string kind, string sql) where T : INamed
        {
            var rows = JsonSerializer.Deserialize<DataFile<T>>(text, Json)!.Items;
            await RunAsync(sql, rows);
            await RunAsync(NameSql, rows.SelectMany(r => r.Names.Select(n => new { Kind = kind, r.Code, Language = n.Key, Name = n.Value })));
        }
        switch (file.Split('.'))
        {
            case ["languages", _]: await RunNamedAsync<LanguageRow>("language", LanguageSql); break;
            case ["territories", _]: await RunNamedAsync<TerritoryRow>("territory", TerritorySql); break;
            case ["projects", _]: await RunNamedAsync<ProjectRow>("project", ProjectSql); break;
            case ["levels", _]: await RunNamedAsync<LevelRow>("level", LevelSql); break;
            // ZonePlaces reads this file from the assembly. No table refers to time zones.
            case ["timezones", _]: break;
            default:
                if (!await DataFiles.LoadAsync(transaction, file, text))
                    throw new MigrationException($"Nothing loads sql/data/{file}. Delete the file or load it.");
                break;
        }
    }

    private interface INamed
    {
        string Code { get; }
        IReadOnlyDictionary<string, string> Names { get; }
    }

    private sealed record DataFile<T>(string Source, IReadOnlyList<T> Items);

    private sealed record LanguageRow(string Code, string? Base, string Autonym, string Script, bool RightToLeft,
        IReadOnlyDictionary<string, string> Names) : INamed;

    private sealed record TerritoryRow(string Code, string? Parent, IReadOnlyDictionary<string, string> Names) : INamed;

    private sealed record ProjectRow(string Code, string DatabaseSuffix, bool Multilingual, IReadOnlyDictionary<string, string> Names) : INamed;

    private sealed record LevelRow(string Code, int Position, IReadOnlyDictionary<string, string> Names) : INamed;
}
