using CapX.App.Editing;
using CapX.App.I18n;
using CapX.Data.Content;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>The labels and values of the profile form as text, for section summaries and conflict comparison.</summary>
public static class ProfileTexts
{
    /// <summary>The separator between facts in a line. Begins with a no-break space, so that no line begins with the dot.</summary>
    public const string Dot = "\u00a0· ";

    private const int NamesInSummary = 3;

    /// <summary>The label of a field.</summary>
    public static string Name(ProfileField field, Messages m) => field switch
    {
        ProfileField.DisplayName => m["people-edit-display-name"],
        ProfileField.About => m["people-edit-about"],
        ProfileField.AboutLanguage => m["people-edit-about-language"],
        ProfileField.Languages => m["people-edit-languages"],
        ProfileField.Territories => m["people-edit-territories"],
        ProfileField.Projects => m["people-edit-projects"],
        ProfileField.HomeWiki => m["people-edit-home-wiki"],
        ProfileField.Offers => m["people-edit-offers"],
        ProfileField.Wants => m["people-edit-wants"],
        ProfileField.Knows => m["people-edit-knows"],
        ProfileField.NotTakingUntil => m["people-edit-until"],
        ProfileField.Visibility => m["people-edit-visibility"],
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>The value of a field, one line per entry. Empty when the field is empty.</summary>
    public static IReadOnlyList<string> Lines(ProfileField field, ProfileForm form, Vocabulary vocabulary, Messages m) => field switch
    {
        ProfileField.DisplayName => Line(form.DisplayName),
        ProfileField.About =>
            string.IsNullOrWhiteSpace(form.About) ? []
                : [.. form.About.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                    .. Line(vocabulary.Languages.Find(form.AboutLanguage)?.Name(m.Chain) ?? "")],
        ProfileField.Languages =>
            [.. form.Languages.Select(l => m["people-edit-language-level", Named(vocabulary.Languages, l.Code, m), Named(vocabulary.Levels, l.Level, m)])],
        ProfileField.Territories => Names(vocabulary.Territories, form.Territories, m),
        ProfileField.Projects => Names(vocabulary.Projects, form.Projects, m),
        ProfileField.HomeWiki => form.HomeWiki.Length == 0 ? [] : Line(HomeWikiSearch.Name(form.HomeWiki, vocabulary, m)),
        ProfileField.Offers => [.. form.Offers.Select(o => Line(o, vocabulary, m))],
        ProfileField.Wants => [.. form.Wants.Select(w => Line(w, vocabulary, m))],
        ProfileField.Knows => Names(vocabulary.Capacities, form.Knows, m),
        ProfileField.NotTakingUntil => form.NotTakingUntil is { } day ? [m.Date(day)] : [],
        ProfileField.Visibility => [Visibility(form.Visibility, m), .. Line(form.Indexable ? m["people-edit-indexable"] : ""),
            .. Enum.GetValues<ProfilePart>().Where(part => form.Parts[part] != PartVisibility.Profile)
                .Select(part => m["people-edit-part-said", Part(part, m), Seen(form.Parts[part], m)])],
        _ => [],
    };

    /// <summary>The name of a part with its own visibility.</summary>
    public static string Part(ProfilePart part, Messages m) => m[$"people-edit-part-{part.ToString().ToLowerInvariant()}"];

    public static string Seen(PartVisibility seen, Messages m) => m[$"people-edit-seen-{seen.ToString().ToLowerInvariant()}"];

    public static string Visibility(ProfileVisibility visibility, Messages m) => visibility switch
    {
        ProfileVisibility.Public => m["people-edit-visibility-public"],
        ProfileVisibility.Hidden => m["people-edit-visibility-hidden"],
        _ => m["people-edit-visibility-members"],
    };

    /// <summary>A summary such as "Lua, Gadgets and 4 more", or a text that there is nothing.</summary>
    public static string Summary(IReadOnlyList<string> names, Messages m) => names.Count switch
    {
        0 => m["people-edit-nothing"],
        <= NamesInSummary => m.List(names),
        _ => m["people-edit-more", m.List(names.Take(NamesInSummary)), names.Count - NamesInSummary],
    };

    public static IReadOnlyList<string> Names(CodeTree tree, IEnumerable<string> codes, Messages m) => [.. codes.Select(c => Named(tree, c, m))];

    /// <summary>The names of the methods in the viewer's language.</summary>
    public static string Methods(IReadOnlyList<string> methods, Messages m) => m.List(methods.Select(code => m[$"method-{code}"]));

    /// <summary>Joins the parts that are not empty, for example "Coaching, training · Evenings only".</summary>
    public static string Joined(Messages m, params IEnumerable<string?> parts) =>
        parts.Where(part => !string.IsNullOrWhiteSpace(part))
            .Aggregate((string?)null, (all, part) => all is null ? part : m["people-edit-parts", all, part]) ?? "";

    public static string Line(SharedCapacity shared, Vocabulary vocabulary, Messages m) =>
        Joined(m, Named(vocabulary.Capacities, shared.Code, m), Methods(shared.Methods, m), shared.Note);

    private static string[] Line(string text) => text.Length == 0 ? [] : [text];

    // A draft may contain codes that the list no longer has.
    private static string Named(CodeTree tree, string code, Messages m) => tree.Find(code)?.Name(m.Chain) ?? code;
}
