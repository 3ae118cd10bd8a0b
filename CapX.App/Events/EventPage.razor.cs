using System.Globalization;
using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Events;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>/events/{id}: one event. 404 when the viewer may not see it, except for registered and invited people, who can still leave.</summary>
public sealed partial class EventPage(EventQuery query, Vocabulary vocabulary, SiteAddress site, TimeProvider time, NavigationManager navigation)
{
    private EventShown? _shown;
    private EventLost? _lost;
    private bool _isMember;
    private string? _zone;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Id { get; set; }

    /// <summary>The action of a form on this page.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    /// <summary>The outcome of that action.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private bool IsOver => _shown!.Event.EndsAt <= Now;

    protected override async Task OnParametersSetAsync()
    {
        var person = CurrentPerson.From(Http.User);
        _isMember = person is not null;
        _zone = ViewerZone.Of(Http);
        var isNumber = ulong.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        _shown = isNumber ? await query.RunAsync(id, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted) : null;
        _lost = _shown is null && isNumber && person is not null ? await query.LostAsync(id, person.Id, Http.RequestAborted) : null;
        if (_shown is null && _lost is null) navigation.NotFound();
    }

    /// <summary>Tells whether the outcome in the address is still true. Addresses are bookmarked and shared, so the outcome is shown only if
    /// it fits.</summary>
    private bool IsStillSo(EventShown shown) => (Did, Came) switch
    {
        ("register", "waiting") => shown.Mine == EventStanding.Waiting,
        ("register", "done") => shown.Mine == EventStanding.Registered,
        ("leave", "done") => shown.Mine is null,
        ("accept", "done") => shown.IsOrganizer,
        ("decline", "done") => !shown.IsInvited,
        ("remove", _) => shown.IsOrganizer,
        ("cancel", "done") => shown.Event.IsCancelled,
        _ => true,
    };
}
