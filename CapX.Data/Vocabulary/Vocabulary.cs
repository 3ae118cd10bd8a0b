using System.Data.Common;
using Dapper;

namespace CapX.Data;

/// <summary>All reference lists with their names, read from the database and kept in memory. <see cref="LoadAsync"/> replaces them as a whole.</summary>
public sealed class Vocabulary
{
    private const string CapacitySql = """
        SELECT c.id AS Id, c.code AS Code, p.code AS Parent, c.state AS State, s.code AS Successor
          FROM capacity c LEFT JOIN capacity p ON p.id = c.parent_id LEFT JOIN capacity s ON s.id = c.successor_id
         WHERE c.state <> 'removed'
         ORDER BY c.id
        """;

    private const string AliasSql =
        "SELECT a.code AS Code, c.code AS Successor FROM capacity_alias a JOIN capacity c ON c.id = a.capacity_id WHERE c.state <> 'removed' ORDER BY a.code";

    private const string VersionSql = "SELECT version FROM taxonomy WHERE id = 1";
    private const string HoldSql = "SELECT version FROM taxonomy WHERE id = 1 LOCK IN SHARE MODE";

    private const string CapacityNameSql = """
        SELECT c.code AS Code, n.language AS Language, n.name AS Name
          FROM capacity_name n JOIN capacity c ON c.id = n.capacity_id
         WHERE n.name <> ''
         ORDER BY n.capacity_id, n.language
        """;

    private const string NameSql = "SELECT kind AS Kind, code AS Code, language AS Language, name AS Name FROM reference_name ORDER BY kind, code, language";
    private const string TerritorySql = "SELECT code AS Code, parent AS Parent FROM territory ORDER BY code";
    private const string LanguageSql =
        "SELECT code AS Code, base AS Base, autonym AS Autonym, script AS Script, right_to_left AS RightToLeft FROM language ORDER BY code";
    private const string ProjectSql = "SELECT code AS Code, database_suffix AS DatabaseSuffix, multilingual AS Multilingual FROM project ORDER BY code";
    private const string LevelSql = "SELECT code AS Code FROM language_level ORDER BY position";

    private volatile Lists? _vocabulary;
    private long _changes;

    /// <summary>Includes aliases: former codes of capacities, and codes of merged capacities.</summary>
    public CodeTree Capacities => Current.Capacities;

    public CodeTree Territories => Current.Territories;

    /// <summary>Variants are children of their language.</summary>
    public CodeTree Languages => Current.Languages;

    public CodeTree Projects => Current.Projects;

    /// <summary>Babel levels, "0" to "5" and "N", lowest first.</summary>
    public CodeTree Levels => Current.Levels;

    /// <summary>Script and text direction by language code.</summary>
    public IReadOnlyDictionary<string, LanguageFacts> LanguageFacts => Current.LanguageFacts;

    /// <summary>Naming of a project's databases, by project code.</summary>
    public IReadOnlyDictionary<string, ProjectFacts> ProjectFacts => Current.ProjectFacts;

    /// <summary>True when the lists are loaded and there is at least one capacity.</summary>
    public bool IsLoaded => _vocabulary is { } vocabulary && vocabulary.Capacities.Entries.Count > 0;

    /// <summary>How many times the lists were replaced.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    private Lists Current => _vocabulary ?? throw new InvalidOperationException("The reference lists are not loaded yet.");

    /// <summary>Reloads all lists. Nine queries.</summary>
    public async Task LoadAsync(Database database, CancellationToken token = default) =>
        Replace(await database.ReadAsync(connection => ReadListsAsync(connection, null), token).ConfigureAwait(false));

    /// <summary>The lists as seen by a transaction, to be taken over with <see cref="Take"/> after it commits.</summary>
    internal static async Task<Vocabulary> ReadAsync(DbTransaction transaction) =>
        new() { _vocabulary = await ReadListsAsync(transaction.Connection!, transaction) };

    /// <summary>The lists as they are now. A later change of the lists does not change them.</summary>
    internal Vocabulary AsOfNow() => new() { _vocabulary = Current };

    /// <summary>Replaces all lists with those of <paramref name="other"/>.</summary>
    internal void Take(Vocabulary other) => Replace(other.Current);

    /// <summary>Locks the capacity tree against changes until the transaction ends, after waiting for a change in progress. The lists then match the
    /// database.</summary>
    internal async Task HoldAsync(DbTransaction transaction)
    {
        // Another process may have changed the tree.
        if (await transaction.Connection!.ExecuteScalarAsync<uint>(HoldSql, transaction: transaction) != Current.Version)
            Replace(await ReadListsAsync(transaction.Connection!, transaction));
    }

    private void Replace(Lists vocabulary)
    {
        _vocabulary = vocabulary;
        Interlocked.Increment(ref _changes);
    }

    private static async Task<Lists> ReadListsAsync(DbConnection connection, DbTransaction? transaction)
    {
        async Task<List<T>> RowsAsync<T>(string sql) => (await connection.QueryAsync<T>(sql, transaction: transaction)).AsList();
        var version = await connection.ExecuteScalarAsync<uint>(VersionSql, transaction: transaction);
        var names = (await RowsAsync<NameRow>(NameSql)).ToLookup(n => (n.Kind, n.Code));
        var capacityNames = (await RowsAsync<NameRow>(CapacityNameSql)).ToLookup(n => n.Code);
        var languages = await RowsAsync<LanguageFacts>(LanguageSql);
        var projects = await RowsAsync<ProjectFacts>(ProjectSql);
        // The autonym serves as the language's own name when no other is known.
        IEnumerable<NameRow> WithAutonym(LanguageFacts language) =>
            names[("language", language.Code)].Append(new NameRow { Code = language.Code, Language = language.Code, Name = language.Autonym })
                .DistinctBy(n => n.Language);
        CodeTree Tree(string kind, IEnumerable<CodeRow> rows) => new(rows.Select(r => Entry(r, names[(kind, r.Code)])));
        return new Lists
        {
            Version = version,
            Capacities = CapacityTree(await RowsAsync<CodeRow>(CapacitySql), await RowsAsync<CodeRow>(AliasSql), capacityNames),
            Territories = Tree("territory", await RowsAsync<CodeRow>(TerritorySql)),
            Languages = new CodeTree(languages.Select(l => Entry(new CodeRow { Code = l.Code, Parent = l.Base }, WithAutonym(l)))) { HoldsVariants = true },
            Projects = Tree("project", projects.Select(p => new CodeRow { Code = p.Code })),
            Levels = Tree("level", await RowsAsync<CodeRow>(LevelSql)),
            LanguageFacts = languages.ToDictionary(l => l.Code, StringComparer.OrdinalIgnoreCase),
            ProjectFacts = projects.ToDictionary(p => p.Code, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static CodeTree CapacityTree(List<CodeRow> rows, List<CodeRow> aliases, ILookup<string, NameRow> names)
    {
        var merged = rows.Where(r => r.State == "merged").ToDictionary(r => r.Code, r => r.Successor!, StringComparer.Ordinal);
        string Led(string code)
        {
            while (merged.TryGetValue(code, out var into)) code = into;
            return code;
        }
        var known = rows.Where(r => r.State != "merged").ToList();
        var codes = known.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        return new CodeTree(
            known.Select(r => Entry(r, names[r.Code]) with
            {
                IsRetired = r.State == "retired",
                Successor = r.Successor is { } code && codes.Contains(Led(code)) ? Led(code) : null
            }),
            merged.Concat(aliases.Select(a => KeyValuePair.Create(a.Code, a.Successor!))).Where(a => codes.Contains(Led(a.Value)))
                .ToDictionary(a => a.Key, a => Led(a.Value), StringComparer.Ordinal));
    }

    private static CodeEntry Entry(CodeRow row, IEnumerable<NameRow> names) => new()
    {
        Position = 0,
        Id = row.Id,
        Code = row.Code,
        Parent = row.Parent,
        Names = names.ToDictionary(n => n.Language, n => n.Name, StringComparer.Ordinal),
    };

    private sealed record CodeRow
    {
        public uint Id { get; init; }
        public required string Code { get; init; }
        public string? Parent { get; init; }
        public string State { get; init; } = "open";
        public string? Successor { get; init; }
    }

    private sealed record NameRow
    {
        public string Kind { get; init; } = "";
        public required string Code { get; init; }
        public required string Language { get; init; }
        public required string Name { get; init; }
    }

    private sealed record Lists
    {
        public required uint Version { get; init; }
        public required CodeTree Capacities { get; init; }
        public required CodeTree Territories { get; init; }
        public required CodeTree Languages { get; init; }
        public required CodeTree Projects { get; init; }
        public required CodeTree Levels { get; init; }
        public required IReadOnlyDictionary<string, LanguageFacts> LanguageFacts { get; init; }
        public required IReadOnlyDictionary<string, ProjectFacts> ProjectFacts { get; init; }
    }
}

/// <summary>Display data of a language: its own name, ISO 15924 script, direction, and the language it is a variant of.</summary>
public sealed record LanguageFacts
{
    public required string Code { get; init; }
    public string? Base { get; init; }
    public required string Autonym { get; init; }
    public required string Script { get; init; }
    public bool RightToLeft { get; init; }
}

/// <summary>Database names of a project: suffix "wiktionary" for "enwiktionary". Multilingual projects have a single database.</summary>
public sealed record ProjectFacts
{
    public required string Code { get; init; }
    public required string DatabaseSuffix { get; init; }
    public bool Multilingual { get; init; }
}
