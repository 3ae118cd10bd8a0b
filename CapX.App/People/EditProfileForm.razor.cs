using CapX.App.Editing;
using CapX.App.I18n;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>The sections of the profile editor.</summary>
public partial class EditProfileForm
{
    // The first is open from the start. A section with an error opens. None is closed automatically.
    private readonly HashSet<Section> _opened = [Section.Basics];

    private enum Section
    {
        Basics,
        Languages,
        Offers,
        Wants,
        Knows,
        Places,
        Visibility,
    }

    [CascadingParameter] public required Messages M { get; set; }

    [Parameter, EditorRequired] public required ProfileForm Form { get; set; }

    [Parameter, EditorRequired] public required Vocabulary Vocabulary { get; set; }

    [Parameter, EditorRequired] public required DateOnly Today { get; set; }

    [Parameter, EditorRequired] public required FormErrors<ProfileField> Errors { get; set; }

    [Parameter, EditorRequired] public EventCallback<ProfileForm> OnChange { get; set; }

    protected override void OnParametersSet()
    {
        foreach (var error in Errors.All) _opened.Add(Of(error.Field));
    }

    private static Section Of(ProfileField field) => field switch
    {
        ProfileField.DisplayName or ProfileField.About or ProfileField.AboutLanguage => Section.Basics,
        ProfileField.Languages => Section.Languages,
        ProfileField.Offers => Section.Offers,
        ProfileField.Wants => Section.Wants,
        ProfileField.Knows => Section.Knows,
        ProfileField.Territories or ProfileField.HomeWiki or ProfileField.Projects => Section.Places,
        _ => Section.Visibility,
    };

    private string Summary(Section section) => section switch
    {
        Section.Basics => ProfileTexts.Summary([.. Lines(ProfileField.DisplayName),
            .. Form.About.Split('\n', 2, StringSplitOptions.RemoveEmptyEntries).Take(1)], M),
        Section.Languages => ProfileTexts.Summary(Lines(ProfileField.Languages), M),
        Section.Offers => Names(Form.Offers.Select(o => o.Code)),
        Section.Wants => Names(Form.Wants.Select(w => w.Code)),
        Section.Knows => Names(Form.Knows.Union(Form.Offers.Select(o => o.Code))),
        Section.Places => ProfileTexts.Summary([.. Lines(ProfileField.Territories), .. Lines(ProfileField.HomeWiki), .. Lines(ProfileField.Projects)], M),
        _ => ProfileTexts.Summary([.. Lines(ProfileField.Visibility).Take(1),
            .. Lines(ProfileField.NotTakingUntil).Select(day => M["people-edit-until-short", day])], M),
    };

    private string Names(IEnumerable<string> codes) => ProfileTexts.Summary(ProfileTexts.Names(Vocabulary.Capacities, codes, M), M);

    private IReadOnlyList<string> Lines(ProfileField field) => ProfileTexts.Lines(field, Form, Vocabulary, M);
}
