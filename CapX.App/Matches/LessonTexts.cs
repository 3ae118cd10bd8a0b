using CapX.App.I18n;
using CapX.Data.Matches;

namespace CapX.App.Matches;

/// <summary>Texts about a lesson of a match in the viewer's language.</summary>
public static class LessonTexts
{
    /// <summary>The code of the first capacity by name, used as the default topic.</summary>
    public static string First(Lesson lesson, Vocabulary vocabulary, Messages m) =>
        lesson.Capacities.Select(code => vocabulary.Capacities[code]).ByName(vocabulary.Capacities, m).First().Code;

    /// <summary>The shared languages, for example "Languages in common: English, French", or a text that there is none.</summary>
    public static string Languages(Lesson lesson, Vocabulary vocabulary, Messages m) => lesson.Languages.Count == 0
        ? m["people-matches-languages-none"]
        : m["people-matches-languages",
            m.List(lesson.Languages.Select(code => vocabulary.Languages[code]).ByName(vocabulary.Languages, m).Select(language => language.Name(m.Chain)))];
}
