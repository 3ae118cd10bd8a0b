using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.People;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>The sections of the listing editor.</summary>
public partial class EditListingForm
{
    // Sections with required fields are open from the start. A section with an error opens. None is closed automatically.
    private readonly HashSet<Section> _opened = [Section.What, Section.About];

    private enum Section
    {
        What,
        About,
        Where,
        Link,
        Until,
    }

    [CascadingParameter] public required Messages M { get; set; }

    [Parameter, EditorRequired] public required ListingForm Form { get; set; }

    [Parameter, EditorRequired] public required Vocabulary Vocabulary { get; set; }

    [Parameter, EditorRequired] public required FormErrors<ListingField> Errors { get; set; }

    /// <summary>The organizations for which the user can post a new listing.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Affiliation> Organizations { get; set; }

    /// <summary>Other listings with a link to the same page.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ListingFound> SameLink { get; set; }

    [Parameter, EditorRequired] public required DateOnly Today { get; set; }

    [Parameter, EditorRequired] public EventCallback<ListingForm> OnChange { get; set; }

    private IReadOnlyList<SharedCapacity> Chosen => [.. Form.Capacities.Select(code => new SharedCapacity(code, [], null))];

    protected override void OnParametersSet()
    {
        foreach (var error in Errors.All) _opened.Add(Of(error.Field));
    }

    private static Section Of(ListingField field) => field switch
    {
        ListingField.Capacities or ListingField.Methods => Section.About,
        ListingField.Territories or ListingField.Languages => Section.Where,
        ListingField.Link or ListingField.Licence or ListingField.Format => Section.Link,
        ListingField.OpenUntil or ListingField.Visibility => Section.Until,
        _ => Section.What,
    };

    private string Summary(Section section) => ProfileTexts.Summary([.. (section switch
    {
        Section.What => new[] { ListingField.Kind, ListingField.Title },
        Section.About => [ListingField.Capacities, ListingField.Methods],
        Section.Where => [ListingField.Territories, ListingField.Languages],
        Section.Link => [ListingField.Link, ListingField.Format, ListingField.Licence],
        _ => [ListingField.OpenUntil, ListingField.Visibility],
    }).SelectMany(field => ListingTexts.Lines(field, Form, Vocabulary, M))], M);

    private static string Id(ListingField field) => FormErrors.Id(field);

    private string Name(ListingField field) => ListingTexts.Name(field, M);

    private Task ChooseAsync(string method, bool isChosen) =>
        OnChange.InvokeAsync(Form with { Methods = [.. Methods.All.Where(m => m == method ? isChosen : Form.Methods.Contains(m))] });
}
