using System.Buffers;
using CapX.Data.Editing;

namespace CapX.Data.Organizations;

/// <summary>Validates and normalizes an organization form.</summary>
internal sealed class OrganizationCheck(Vocabulary vocabulary) : FormCheck<OrganizationField>(vocabulary)
{
    private const string NoName = "organizations-error-no-name";
    private const string NoNameLanguage = "organizations-error-name-language";
    private const string TwoNames = "organizations-error-two-names";
    private const string NoType = "organizations-error-type";
    private const string NoAboutLanguage = "people-edit-error-about-language";
    private const string MetaAddress = "https://meta.wikimedia.org/wiki/";

    // Characters that no wiki page title can contain.
    private static readonly SearchValues<char> NotInTitles = SearchValues.Create("#<>[]|{}\n");

    public (OrganizationForm Form, IReadOnlyList<FormError<OrganizationField>> Errors) Run(OrganizationForm form)
    {
        var about = Text(OrganizationField.About, form.About, OrganizationForm.LongestAbout, WrittenText.CheckLines);
        var offers = Shared(OrganizationField.Offers, form.Offers);
        return (new OrganizationForm
        {
            Names = Names(form.Names),
            Type = Type(form.Type),
            About = about,
            AboutLanguage = LanguageOf(OrganizationField.AboutLanguage, about, form.AboutLanguage, NoAboutLanguage),
            Territories = Codes(OrganizationField.Territories, form.Territories, Vocabulary.Territories, OrganizationForm.MostTerritories),
            Projects = Codes(OrganizationField.Projects, form.Projects, Vocabulary.Projects, int.MaxValue),
            Offers = offers,
            Wants = Shared(OrganizationField.Wants, form.Wants),
            Knows = Knows(OrganizationField.Knows, form.Knows, offers, OrganizationForm.MostCapacities),
            MetaPage = MetaPage(form.MetaPage),
            Website = Link(OrganizationField.Website, form.Website),
            Mastodon = Link(OrganizationField.Mastodon, form.Mastodon),
            ReportLink = Link(OrganizationField.ReportLink, form.ReportLink),
        }, Errors);
    }

    private List<SharedCapacity> Shared(OrganizationField field, IReadOnlyList<SharedCapacity> given) =>
        Capacities(field, given, OrganizationForm.MostCapacities, OrganizationForm.LongestNote);

    private List<OrganizationName> Names(IReadOnlyList<OrganizationName> given)
    {
        var names = new List<OrganizationName>();
        foreach (var (code, text) in given)
        {
            var name = Text(OrganizationField.Names, text, OrganizationForm.LongestName, WrittenText.CheckName);
            if (name.Length == 0) continue;
            if (Vocabulary.Languages.Find(code) is not { } language) Add(OrganizationField.Names, NoNameLanguage, null, name);
            else if (names.Exists(n => n.Language == language.Code)) Add(OrganizationField.Names, TwoNames, null, name);
            else names.Add(new OrganizationName(language.Code, name));
        }
        if (names.Count == 0 && !Errors.Exists(e => e.Field == OrganizationField.Names)) Add(OrganizationField.Names, NoName);
        CheckCount(OrganizationField.Names, names.Count, OrganizationForm.MostNames);
        return names;
    }

    private string Type(string given)
    {
        if (OrganizationType.Find(given) is { } type) return type;
        Add(OrganizationField.Type, NoType);
        return "";
    }

    private string MetaPage(string given)
    {
        var page = Text(OrganizationField.MetaPage, given, OrganizationForm.LongestLink, WrittenText.CheckUnseen);
        // Decoded text gets the same check as typed text.
        if (page.StartsWith(MetaAddress, StringComparison.OrdinalIgnoreCase))
            page = Text(OrganizationField.MetaPage, Uri.UnescapeDataString(page[MetaAddress.Length..]), OrganizationForm.LongestLink, WrittenText.CheckUnseen);
        page = page.Replace('_', ' ').Trim();
        if (page.Length > OrganizationForm.LongestPage)
        {
            Add(OrganizationField.MetaPage, TooLong, null, OrganizationForm.LongestPage, page.Length);
            return "";
        }
        if (!page.AsSpan().ContainsAny(NotInTitles) && !page.Contains("://", StringComparison.Ordinal)) return page;
        Add(OrganizationField.MetaPage, BadLink);
        return "";
    }

    private string Link(OrganizationField field, string given) => Link(field, given, OrganizationForm.LongestLink);
}
