using CapX.App.I18n;
using CapX.App.People;
using CapX.Data.Listings;

namespace CapX.App.Listings;

/// <summary>The labels and values of a listing as text, for lists, section summaries and conflict comparison.</summary>
public static class ListingTexts
{
    /// <summary>The kind, for example "Ask". Includes the kind of a resource.</summary>
    public static string Kind(ListingFound listing, Messages m) =>
        listing.Resource is { } resource ? m["people-edit-parts", m[$"listings-kind-{listing.Kind}"], m[$"listings-resource-{resource}"]]
            : m[$"listings-kind-{listing.Kind}"];

    /// <summary>The places where it can happen.</summary>
    public static IReadOnlyList<string> Places(ListingFound listing, Vocabulary vocabulary, Messages m) =>
        [.. listing.Anywhere ? [m["listings-place-anywhere"]] : Array.Empty<string>(),
        .. listing.Territories.Select(code => vocabulary.Territories[code].Name(m.Chain))];

    /// <summary>The label of a field.</summary>
    public static string Name(ListingField field, Messages m) => m[field switch
    {
        ListingField.Kind => "listings-edit-kind",
        ListingField.Resource => "search-facet-resource",
        ListingField.As => "listings-edit-as",
        ListingField.Title => "listings-edit-title-field",
        ListingField.Text => "listings-edit-text",
        ListingField.Language => "people-edit-about-language",
        ListingField.Capacities => "listings-about",
        ListingField.Methods => "people-edit-methods",
        ListingField.Territories => "listings-where",
        ListingField.Languages => "people-edit-languages",
        ListingField.Link => "listings-link",
        ListingField.Licence => "search-facet-licence",
        ListingField.Format => "search-facet-format",
        ListingField.OpenUntil => "listings-edit-open-until",
        ListingField.Visibility => "listings-edit-visibility",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    }];

    /// <summary>The value of a field, one line per entry. Empty when the field is empty.</summary>
    public static IReadOnlyList<string> Lines(ListingField field, ListingForm form, Vocabulary vocabulary, Messages m) => field switch
    {
        ListingField.Kind => Code("listings-kind", form.Kind, m),
        ListingField.Resource => Code("listings-resource", form.Resource, m),
        ListingField.As => Line(form.As),
        ListingField.Title => Line(form.Title),
        ListingField.Text => form.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        ListingField.Language => Line(vocabulary.Languages.Find(form.Language)?.Name(m.Chain) ?? form.Language),
        ListingField.Capacities => ProfileTexts.Names(vocabulary.Capacities, form.Capacities, m),
        ListingField.Methods => [.. form.Methods.Select(code => m[$"method-{code}"])],
        ListingField.Territories =>
            [.. form.Anywhere ? [m["listings-place-anywhere"]] : Array.Empty<string>(), .. ProfileTexts.Names(vocabulary.Territories, form.Territories, m)],
        ListingField.Languages => ProfileTexts.Names(vocabulary.Languages, form.Languages, m),
        ListingField.Link => Line(form.Link),
        ListingField.Licence => Code("listings-licence", form.Licence, m),
        ListingField.Format => Code("listings-format", form.Format, m),
        ListingField.OpenUntil => form.OpenUntil is { } day ? [m.Date(day)] : [],
        ListingField.Visibility => [m[form.IsPublic ? "people-edit-visibility-public" : "people-edit-visibility-members"]],
        _ => [],
    };

    private static string[] Code(string keys, string code, Messages m) => code.Length == 0 ? [] : [m[$"{keys}-{code}"]];

    private static string[] Line(string text) => string.IsNullOrWhiteSpace(text) ? [] : [text];
}
