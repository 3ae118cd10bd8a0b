using CapX.App.I18n;
using CapX.Data.Matches;

namespace CapX.App.Matches;

/// <summary>A lesson of a match in the reader's language.</summary>
public static class LessonTexts
{
    /// <summary>The first capacity by name, to begin with.</summary>
    public static string First(Lesson lesson, Vocabulary lists, Messages m) =>
        lesson.Capacities.Select(code => lists.Capacities[code]).ByName(lists.Capacities, m).First().Code;

    /// <summary>"Languages in common: English, French", or that there is none.</summary>
    public static string Languages(Lesson lesson, Vocabulary lists, Messages m) => lesson.Languages.Count == 0
        ? m["people-matches-languages-none"]
        : m["people-matches-languages",
            m.List(lesson.Languages.Select(code => lists.Languages[code]).ByName(lists.Languages, m).Select(language => language.Name(m.Chain)))];
}
