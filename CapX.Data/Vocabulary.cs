using Dapper;

namespace CapX.Data;

/// <summary>Every reference list with its names, read once from the database and kept in memory; replaced whole by <see cref="LoadAsync"/>.</summary>
public sealed class Vocabulary
{
    private const string CapacitySql = """
        SELECT c.id AS Id, c.code AS Code, p.code AS Parent
          FROM capacity c LEFT JOIN capacity p ON p.id = c.parent_id
         ORDER BY c.id
        """;

    private const string CapacityNameSql = """
        SELECT c.code AS Code, n.language AS Language, n.name AS Name
          FROM capacity_name n JOIN capacity c ON c.id = n.capacity_id
         ORDER BY n.capacity_id, n.language
        """;

    private const string NameSql = "SELECT kind AS Kind, code AS Code, language AS Language, name AS Name FROM reference_name ORDER BY kind, code, language";
    private const string TerritorySql = "SELECT code AS Code, parent AS Parent FROM territory ORDER BY code";
    private const string LanguageSql = "SELECT code AS Code, autonym AS Autonym, script AS Script, right_to_left AS RightToLeft FROM language ORDER BY code";
    private const string ProjectSql = "SELECT code AS Code, database_suffix AS DatabaseSuffix, multilingual AS Multilingual FROM project ORDER BY code";
    private const string LevelSql = "SELECT code AS Code FROM language_level ORDER BY position";

    private volatile Lists? _lists;

    public CodeTree Capacities => Current.Capacities;

    public CodeTree Territories => Current.Territories;

    public CodeTree Languages => Current.Languages;

    public CodeTree Projects => Current.Projects;

    /// <summary>Babel levels, "0" to "5" and "N", weakest first.</summary>
    public CodeTree Levels => Current.Levels;

    /// <summary>Script and direction by language code.</summary>
    public IReadOnlyDictionary<string, LanguageFacts> LanguageFacts => Current.LanguageFacts;

    /// <summary>How a project's databases are named, by project code.</summary>
    public IReadOnlyDictionary<string, ProjectFacts> ProjectFacts => Current.ProjectFacts;

    /// <summary>Whether the lists are read and the taxonomy is not empty.</summary>
    public bool IsLoaded => _lists is { } lists && lists.Capacities.Entries.Count > 0;

    private Lists Current => _lists ?? throw new InvalidOperationException("The reference lists are not loaded yet.");

    /// <summary>Reads all lists again, in eight commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task LoadAsync(Database database, CancellationToken token = default)
    {
        _lists = await database.ReadAsync(connection =>
        {
            var names = connection.Query<NameRow>(NameSql).ToLookup(n => (n.Kind, n.Code));
            var capacityNames = connection.Query<NameRow>(CapacityNameSql).ToLookup(n => n.Code);
            var languages = connection.Query<LanguageFacts>(LanguageSql).ToList();
            var projects = connection.Query<ProjectFacts>(ProjectSql).ToList();
            // What a language calls itself is its name in that language, where no other is known.
            IEnumerable<NameRow> WithAutonym(LanguageFacts language) =>
                names[("language", language.Code)].Append(new NameRow { Code = language.Code, Language = language.Code, Name = language.Autonym }).DistinctBy(n => n.Language);
            CodeTree Tree(string kind, IEnumerable<CodeRow> rows) => new(rows.Select(r => Entry(r, names[(kind, r.Code)])));
            return new Lists
            {
                Capacities = new CodeTree(connection.Query<CodeRow>(CapacitySql).Select(r => Entry(r, capacityNames[r.Code]))),
                Territories = Tree("territory", connection.Query<CodeRow>(TerritorySql)),
                Languages = new CodeTree(languages.Select(l => Entry(new CodeRow { Code = l.Code }, WithAutonym(l)))),
                Projects = Tree("project", projects.Select(p => new CodeRow { Code = p.Code })),
                Levels = Tree("level", connection.Query<CodeRow>(LevelSql)),
                LanguageFacts = languages.ToDictionary(l => l.Code, StringComparer.OrdinalIgnoreCase),
                ProjectFacts = projects.ToDictionary(p => p.Code, StringComparer.OrdinalIgnoreCase),
            };
        }, token).ConfigureAwait(false);
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
        public required CodeTree Capacities { get; init; }
        public required CodeTree Territories { get; init; }
        public required CodeTree Languages { get; init; }
        public required CodeTree Projects { get; init; }
        public required CodeTree Levels { get; init; }
        public required IReadOnlyDictionary<string, LanguageFacts> LanguageFacts { get; init; }
        public required IReadOnlyDictionary<string, ProjectFacts> ProjectFacts { get; init; }
    }
}

/// <summary>What a language needs to be shown: its own name, ISO 15924 script and direction.</summary>
public sealed record LanguageFacts
{
    public required string Code { get; init; }
    public required string Autonym { get; init; }
    public required string Script { get; init; }
    public bool RightToLeft { get; init; }
}

/// <summary>How a project names its databases: suffix "wiktionary" for "enwiktionary"; multilingual ones have a single database.</summary>
public sealed record ProjectFacts
{
    public required string Code { get; init; }
    public required string DatabaseSuffix { get; init; }
    public bool Multilingual { get; init; }
}
