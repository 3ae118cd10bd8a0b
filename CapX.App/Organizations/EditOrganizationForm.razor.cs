using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.People;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>The sections of the organization editor.</summary>
public partial class EditOrganizationForm
{
    // The first is open from the start. A section with an error opens. None is closed automatically.
    private readonly HashSet<Section> _opened = [Section.Basics];

    private enum Section
    {
        Basics,
        Offers,
        Wants,
        Knows,
        Places,
        Links,
    }

    [CascadingParameter] public required Messages M { get; set; }

    [Parameter, EditorRequired] public required OrganizationForm Form { get; set; }

    [Parameter, EditorRequired] public required Vocabulary Vocabulary { get; set; }

    [Parameter, EditorRequired] public required FormErrors<OrganizationField> Errors { get; set; }

    [Parameter, EditorRequired] public EventCallback<OrganizationForm> OnChange { get; set; }

    private IReadOnlyList<SharedCapacity> Known => [.. Form.Knows.Select(code => new SharedCapacity(code, [], null))];

    protected override void OnParametersSet()
    {
        foreach (var error in Errors.All) _opened.Add(Of(error.Field));
    }

    private static Section Of(OrganizationField field) => field switch
    {
        OrganizationField.Offers => Section.Offers,
        OrganizationField.Wants => Section.Wants,
        OrganizationField.Knows => Section.Knows,
        OrganizationField.Territories or OrganizationField.Projects => Section.Places,
        OrganizationField.MetaPage or OrganizationField.Website or OrganizationField.Mastodon or OrganizationField.ReportLink => Section.Links,
        _ => Section.Basics,
    };

    private string Summary(Section section) => section switch
    {
        Section.Basics => ProfileTexts.Summary([.. Form.Names.Take(1).Select(n => n.Name).Where(n => n.Length > 0), .. Lines(OrganizationField.Type)], M),
        Section.Offers => Names(Form.Offers.Select(o => o.Code)),
        Section.Wants => Names(Form.Wants.Select(w => w.Code)),
        Section.Knows => Names(Form.Knows.Union(Form.Offers.Select(o => o.Code))),
        Section.Places => ProfileTexts.Summary([.. Lines(OrganizationField.Territories), .. Lines(OrganizationField.Projects)], M),
        _ => ProfileTexts.Summary([.. Lines(OrganizationField.MetaPage), .. Lines(OrganizationField.Website), .. Lines(OrganizationField.Mastodon),
            .. Lines(OrganizationField.ReportLink)], M),
    };

    private static string Id(OrganizationField field) => FormErrors.Id(field);

    private string Name(OrganizationField field) => OrganizationTexts.Name(field, M);

    private string Names(IEnumerable<string> codes) => ProfileTexts.Summary(ProfileTexts.Names(Vocabulary.Capacities, codes, M), M);

    private IReadOnlyList<string> Lines(OrganizationField field) => OrganizationTexts.Lines(field, Form, Vocabulary, M);
}
