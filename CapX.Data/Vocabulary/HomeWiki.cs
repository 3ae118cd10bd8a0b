namespace CapX.Data;

/// <summary>A wiki by its database name ("ptwiki", "zh_min_nanwiktionary", "commonswiki"): the project, and its language if it has one.</summary>
public sealed record HomeWiki
{
    /// <summary>Codes in database names that are not in the language list. A renamed language keeps the old name of its database.</summary>
    private static readonly HashSet<string> DatabaseCodes = new(StringComparer.Ordinal)
    {
        "ak", "als", "bat-smg", "be-x-old", "bh", "cbk-zam", "fiu-vro", "gom", "ks", "map-bms", "nah", "no", "pnb", "roa-rup", "roa-tara", "shy", "simple",
        "skr", "tt", "zh-classical", "zh-min-nan", "zh-yue",
    };

    // The limit for a name as typed, including invisible characters.
    private const int LongestTyped = 100;

    public required string DatabaseName { get; init; }

    public required string Project { get; init; }

    /// <summary>The language code in the database name, with hyphens. Null for a multilingual project.</summary>
    public string? Language { get; init; }

    /// <summary>Parses a database name, ignoring case. Null when no such wiki is possible. Does not check that the wiki exists.</summary>
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
