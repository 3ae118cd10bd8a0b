using CapX.App.People;
using CapX.App.Shell;
using CapX.Data.Events;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>The next events on their organizer's page.</summary>
internal sealed class EventsOfPerson(OrganizedEventsQuery events) : PersonPart
{
    public override async Task<RenderFragment?> ReadAsync(ProfileFound found, Viewer viewer, HttpContext http)
    {
        if (!found.HasEvents) return null;
        var organized = await events.OfPersonAsync(found.Person.Id, viewer, http.RequestAborted);
        return page =>
        {
            page.OpenComponent<OrganizedEvents>(0);
            page.AddComponentParameter(1, nameof(OrganizedEvents.Events), organized);
            page.AddComponentParameter(2, nameof(OrganizedEvents.Zone), ViewerZone.Of(http));
            page.CloseComponent();
        };
    }
}
