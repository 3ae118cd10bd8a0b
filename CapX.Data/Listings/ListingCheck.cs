using CapX.Data.Editing;


namespace CapX.Data.Listings;

/// <summary>The rules for listings. An instance checks one form once.</summary>
internal sealed class ListingCheck(Vocabulary vocabulary, DateOnly today) : FormCheck<ListingField>(vocabulary)
{
    private const string NoKind = "listings-error-kind";
    private const string NoResource = "listings-error-resource";
    private const string NoTitle = "listings-error-title";
    private const string NoLanguage = "listings-error-language";
    private const string NoCapacity = "listings-error-capacity";
    private const string BadDay = "listings-error-day";

    public (ListingForm Form, IReadOnlyList<FormError<ListingField>> Errors) Run(ListingForm form)
    {
        var kind = Choice(ListingField.Kind, form.Kind, ListingKind.All, NoKind);
        var isResource = kind == ListingKind.Resource;
        var resource = isResource ? Choice(ListingField.Resource, form.Resource, ResourceKind.All, NoResource) : "";
        var isMaterial = isResource && resource == ResourceKind.LearningMaterial;
        var title = Text(ListingField.Title, form.Title, ListingForm.LongestTitle, WrittenText.CheckLine);
        if (title.Length == 0 && !Errors.Exists(e => e.Field == ListingField.Title)) Add(ListingField.Title, NoTitle);
        var capacities = Codes(ListingField.Capacities, form.Capacities, Vocabulary.Capacities, ListingForm.MostCapacities);
        if (capacities.Count == 0) Add(ListingField.Capacities, NoCapacity);
        return (new ListingForm
        {
            Kind = kind,
            Resource = resource,
            As = form.As.Trim(),
            Title = title,
            Text = Text(ListingField.Text, form.Text, ListingForm.LongestText, WrittenText.CheckLines),
            // A missing title is reported on its own, without an error for the language.
            Language = LanguageOf(ListingField.Language, title, form.Language, NoLanguage),
            Capacities = capacities,
            Methods = MethodCodes(ListingField.Methods, form.Methods),
            Anywhere = form.Anywhere,
            Territories = Codes(ListingField.Territories, form.Territories, Vocabulary.Territories, ListingForm.MostTerritories),
            Languages = Codes(ListingField.Languages, form.Languages, Vocabulary.Languages, ListingForm.MostLanguages),
            Link = Link(ListingField.Link, form.Link, ListingForm.LongestLink),
            Licence = isMaterial && form.Licence.Length > 0 ? Choice(ListingField.Licence, form.Licence, MaterialLicence.All) : "",
            Format = isMaterial && form.Format.Length > 0 ? Choice(ListingField.Format, form.Format, MaterialFormat.All) : "",
            OpenUntil = Day(form.OpenUntil),
            IsPublic = form.IsPublic,
        }, Errors);
    }

    /// <summary>Returns one of a few codes. Reports an unknown code when there is no message for a missing one.</summary>
    private string Choice(ListingField field, string given, IReadOnlyList<string> all, string? missing = null)
    {
        if (all.FirstOrDefault(code => code.Equals(Unseen.Drop(given).Trim(), StringComparison.OrdinalIgnoreCase)) is { } code) return code;
        if (missing is null) AddUnknown(field, given);
        else Add(field, missing);
        return "";
    }

    private DateOnly? Day(DateOnly? given)
    {
        if (given is null || (given >= today && given <= today.AddYears(ListingForm.MostYearsAway))) return given;
        Add(ListingField.OpenUntil, BadDay, null, ListingForm.MostYearsAway);
        return null;
    }
}
