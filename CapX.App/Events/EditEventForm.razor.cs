using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.People;
using CapX.Data.Events;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>The sections of the event editor.</summary>
public partial class EditEventForm
{
    // Open from the start. A section with an error opens. None is closed automatically.
    private readonly HashSet<Section> _opened = [Section.Basics, Section.When];

    private enum Section
    {
        Basics,
        When,
        Where,
        About,
        Joining,
        Who,
    }

    [CascadingParameter] public required Messages M { get; set; }

    [Parameter, EditorRequired] public required EventForm Form { get; set; }

    [Parameter, EditorRequired] public required Vocabulary Vocabulary { get; set; }

    [Parameter, EditorRequired] public required FormErrors<EventField> Errors { get; set; }

    /// <summary>Organizations to choose from: those that organize the event, and those that the user represents.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<EventOrganization> Choices { get; set; }

    /// <summary>User names of the stored organizers and of the user.</summary>
    [Parameter, EditorRequired] public required IReadOnlyCollection<string> Organizing { get; set; }

    /// <summary>User names of the people who are invited to organize.</summary>
    [Parameter, EditorRequired] public required IReadOnlyCollection<string> Invited { get; set; }

    [Parameter, EditorRequired] public EventCallback<EventForm> OnChange { get; set; }

    private IReadOnlyList<SharedCapacity> Capacities => [.. Form.Capacities.Select(code => new SharedCapacity(code, [], null))];

    protected override void OnParametersSet()
    {
        foreach (var error in Errors.All) _opened.Add(Of(error.Field));
    }

    private static Section Of(EventField field) => field switch
    {
        EventField.Starts or EventField.Ends or EventField.Zone => Section.When,
        EventField.Place or EventField.JoiningLink or EventField.WikiPage => Section.Where,
        EventField.Capacities or EventField.Methods or EventField.Languages => Section.About,
        EventField.People or EventField.Organizations => Section.Who,
        EventField.Registration or EventField.Seats or EventField.Visibility => Section.Joining,
        _ => Section.Basics,
    };

    private string Summary(Section section) => ProfileTexts.Summary([.. (section switch
    {
        Section.Basics => [EventField.Title, EventField.Kind],
        Section.When => [EventField.Starts, EventField.Zone],
        Section.Where => [EventField.Place, EventField.JoiningLink, EventField.WikiPage],
        Section.About => [EventField.Capacities, EventField.Methods, EventField.Languages],
        Section.Joining => [EventField.Registration, EventField.Seats, EventField.Visibility],
        _ => (EventField[])[EventField.People],
    }).SelectMany(field => EventTexts.Lines(field, Form, Vocabulary, M)),
        .. section == Section.Who ? Choices.Where(c => Form.Organizations.Contains(c.Slug)).Select(c => EditEventOrganizers.NameOf(c, M)) : []], M);

    private Task ChooseAsync(string method, bool isChosen) =>
        OnChange.InvokeAsync(Form with { Methods = [.. Methods.All.Where(m => m == method ? isChosen : Form.Methods.Contains(m))] });

    private static string Id(EventField field) => FormErrors.Id(field);

    private string Name(EventField field) => EventTexts.Name(field, M);
}
