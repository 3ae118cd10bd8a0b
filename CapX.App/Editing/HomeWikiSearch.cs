using CapX.App.Codex;
using CapX.App.I18n;

namespace CapX.App.Editing;

/// <summary>Finds wikis by database name ("ptwiki"), or by language and project names in any order ("wikipedia port").</summary>
public static class HomeWikiSearch
{
    public static IReadOnlyList<LookupOption> Find(string text, Vocabulary vocabulary, Messages m)
    {
        if (text.Length > NameSearch.LongestText) return [];
        var options = new List<LookupOption>();
        void Add(string database)
        {
            if (options.Count < NameSearch.Most && !options.Exists(o => o.Value == database) && HomeWiki.Find(database, vocabulary) is { } wiki)
                options.Add(new LookupOption(wiki.DatabaseName, Name(wiki, vocabulary, m), wiki.DatabaseName));
        }
        Add(Unseen.Drop(text).Trim());

        // Each word names the project or the language. Wikipedia is the most used project and comes first.
        var words = Text.Words(text);
        var facts = vocabulary.ProjectFacts;
        // Most words name no project, so the remaining words are the same for nearly all projects.
        var languages = new Dictionary<string, IReadOnlyList<LookupOption>>(StringComparer.Ordinal);
        foreach (var project in vocabulary.Projects.Entries.ByName(vocabulary.Projects, m).OrderBy(p => p.Code != "wikipedia"))
        {
            var rest = words.Where(w => !NameSearch.Of(vocabulary.Projects).IsNamed(project, w)).ToArray();
            var suffix = facts[project.Code].DatabaseSuffix;
            if (facts[project.Code].Multilingual)
            {
                if (rest.Length == 0 && words.Count > 0) Add(suffix);
            }
            else if (rest.Length > 0)
            {
                // Few language variants have their own wikis, so variants come last.
                var sought = string.Join(' ', rest);
                if (!languages.TryGetValue(sought, out var found)) languages[sought] = found = NameSearch.Of(vocabulary.Languages).Find(sought, m);
                foreach (var language in found.OrderBy(l => l.Value.Contains('-', StringComparison.Ordinal))) Add(language.Value.Replace('-', '_') + suffix);
            }
        }
        return options;
    }

    /// <summary>Returns for example "Portuguese Wikipedia" or "Wikimedia Commons". The database name when a code is not among the languages.</summary>
    public static string Name(string database, Vocabulary vocabulary, Messages m) =>
        HomeWiki.Find(database, vocabulary) is { } wiki ? Name(wiki, vocabulary, m) : database;

    private static string Name(HomeWiki wiki, Vocabulary vocabulary, Messages m)
    {
        var project = vocabulary.Projects[wiki.Project].Name(m.Chain);
        return wiki.Language is null ? project : m["people-edit-wiki-name", vocabulary.Languages.Find(wiki.Language)?.Name(m.Chain) ?? wiki.Language, project];
    }
}
