namespace CapX.Data;

/// <summary>A wiki by its database name ("ptwiki", "zh_min_nanwiktionary", "commonswiki"): the project, and the language where the project has one.</summary>
public sealed record HomeWiki
{
    /// <summary>Codes that databases are named by and that are no languages of the list: renamed languages keep the old name of their database.</summary>
    private static readonly HashSet<string> DatabaseCodes = new(StringComparer.Ordinal)
    {
        "ak", "als", "bat-smg", "be-x-old", "bh", "cbk-zam", "fiu-vro", "gom", "ks", "map-bms", "nah", "no", "pnb", "roa-rup", "roa-tara", "shy", "simple",
        "skr", "tt", "zh-classical", "zh-min-nan", "zh-yue",
    };

    // Of a name as it is typed, with what nobody sees.
    private const int LongestTyped = 100;

    public required string DatabaseName { get; init; }

    public required string Project { get; init; }

    /// <summary>The code that the database is named by, with hyphens; null for a multilingual project.</summary>
    public string? Language { get; init; }

    /// <summary>The wiki of a database name, in any case; null where no such wiki can be. Whether it was ever opened is not known here.</summary>
    public static HomeWiki? Find(string databaseName, Vocabulary vocabulary)
    {
        if (databaseName.Length > LongestTyped) return null;
        var name = Unseen.Drop(databaseName).Trim().ToLowerInvariant();
        if (name.Contains('-', StringComparison.Ordinal)) return null;
        foreach (var project in vocabulary.ProjectFacts.Values.Where(p => name.EndsWith(p.DatabaseSuffix, StringComparison.Ordinal)))
        {
            var code = name[..^project.DatabaseSuffix.Length].Replace('_', '-');
            if (project.Multilingual ? code.Length == 0 : DatabaseCodes.Contains(code) || vocabulary.Languages.Find(code.AsSpan()) is not null)
                return new HomeWiki { DatabaseName = name, Project = project.Code, Language = project.Multilingual ? null : code };
        }
        return null;
    }
}
