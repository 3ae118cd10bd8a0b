using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>Edits a new event, or an event that the circuit's user organizes.</summary>
public sealed partial class EditEventIsland(EventQuery query, AffiliationsQuery affiliations, SaveEventCommand save, NavigationManager navigation)
{
    // Idempotency key: a new event that is sent twice is created once.
    private readonly Guid _key = Guid.NewGuid();
    private IReadOnlyList<EventOrganization> _organizations = [];
    private IReadOnlyCollection<string> _organizing = [];
    private IReadOnlyCollection<string> _invited = [];

    /// <summary>The id of the event. Null for a new one.</summary>
    [Parameter] public ulong? Id { get; set; }

    /// <summary>The viewer's time zone, if known.</summary>
    [Parameter] public string? Zone { get; set; }

    protected override string Page => Id is { } id ? EventUrls.EditEvent(id) : EventUrls.NewEvent;

    protected override string DraftName => Id is { } id ? SaveEventCommand.DraftName(id) : SaveEventCommand.NewDraftName;

    protected override string NotYours => M["events-edit-not-yours"];

    protected override IReadOnlyList<FormError<EventField>> Check(EventForm form) => form.Check(Vocabulary).Errors;

    protected override async Task<(EventForm Form, uint Version)?> ReadAsync()
    {
        // Most people announce an event in their own time zone.
        var (form, version) = (new EventForm { Language = LikelyLanguage, Zone = Zone ?? EventZone.Utc, People = [Person.Username] }, 0u);
        IReadOnlyList<EventOrganization> stored = [];
        if (Id is { } id)
        {
            if (await query.RunAsync(id, Person.Viewer, Gone) is not { IsOrganizer: true } shown) return null;
            (form, version, stored) = (shown.Event.ToForm(shown.JoiningLink), shown.Event.Version, shown.Event.Organizations);
            (_organizing, _invited) = ([.. shown.Event.People.Select(p => p.Username)], [.. shown.Event.Invited.Select(p => p.Username)]);
        }
        _organizing = [.. _organizing.Append(Person.Username).Distinct()];
        var mine = (await affiliations.RunAsync(Person.Id, Person.Viewer, Gone)).Where(a => a.IsManager).Select(a => new EventOrganization(a.Slug, a.Names));
        _organizations = [.. stored.Concat(mine).DistinctBy(o => o.Slug)];
        return (form, version);
    }

    private async Task SaveAsync(EventForm form, uint version)
    {
        var result = Id is { } id ? await save.RunAsync(Person.Actor, id, form, version) : await save.CreateAsync(Person.Actor, form, _key);
        Show(form, result, Id is null && result is FormTooOften ? M["events-edit-too-many"] : null);
        if (result is not EventSaved saved) return;
        _invited = [.. form.People.Except(_organizing)];
        if (Id is null) navigation.NavigateTo(EventUrls.Event(saved.Id), forceLoad: true);
    }
}
