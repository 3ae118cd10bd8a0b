using CapX.App.I18n;
using CapX.App.People;
using CapX.Data.Organizations;

namespace CapX.App.Organizations;

/// <summary>The labels and values of an organization's form as text, for section summaries and conflict comparison.</summary>
public static class OrganizationTexts
{
    /// <summary>The label of a field.</summary>
    public static string Name(OrganizationField field, Messages m) => field switch
    {
        OrganizationField.Names => m["organizations-edit-names"],
        OrganizationField.Type => m["organizations-type"],
        OrganizationField.About => m["organizations-edit-about"],
        OrganizationField.AboutLanguage => m["people-edit-about-language"],
        OrganizationField.Territories => m["people-edit-territories"],
        OrganizationField.Projects => m["people-edit-projects"],
        OrganizationField.Offers => m["people-edit-offers"],
        OrganizationField.Wants => m["people-edit-wants"],
        OrganizationField.Knows => m["people-edit-knows"],
        OrganizationField.MetaPage => m["organizations-edit-meta-page"],
        OrganizationField.Website => m["organizations-edit-website"],
        OrganizationField.Mastodon => m["organizations-edit-mastodon"],
        OrganizationField.ReportLink => m["organizations-edit-report-link"],
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>The value of a field, one line per entry. Empty when the field is empty.</summary>
    public static IReadOnlyList<string> Lines(OrganizationField field, OrganizationForm form, Vocabulary vocabulary, Messages m) => field switch
    {
        OrganizationField.Names =>
            [.. form.Names.Select(n => m["organizations-edit-name-line", n.Name, vocabulary.Languages.Find(n.Language)?.Name(m.Chain) ?? n.Language])],
        OrganizationField.Type => form.Type.Length == 0 ? [] : [m[$"organizations-type-{form.Type}"]],
        OrganizationField.About =>
            string.IsNullOrWhiteSpace(form.About) ? []
                : [.. form.About.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                    .. Line(vocabulary.Languages.Find(form.AboutLanguage)?.Name(m.Chain) ?? "")],
        OrganizationField.Territories => ProfileTexts.Names(vocabulary.Territories, form.Territories, m),
        OrganizationField.Projects => ProfileTexts.Names(vocabulary.Projects, form.Projects, m),
        OrganizationField.Offers => [.. form.Offers.Select(o => ProfileTexts.Line(o, vocabulary, m))],
        OrganizationField.Wants => [.. form.Wants.Select(w => ProfileTexts.Line(w, vocabulary, m))],
        OrganizationField.Knows => ProfileTexts.Names(vocabulary.Capacities, form.Knows, m),
        OrganizationField.MetaPage => Line(form.MetaPage),
        OrganizationField.Website => Line(form.Website),
        OrganizationField.Mastodon => Line(form.Mastodon),
        OrganizationField.ReportLink => Line(form.ReportLink),
        _ => [],
    };

    private static IReadOnlyList<string> Line(string text) => string.IsNullOrWhiteSpace(text) ? [] : [text];
}
