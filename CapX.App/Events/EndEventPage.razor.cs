using System.Globalization;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Events;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>/events/{id}/end: asks organizers whether to cancel or delete their event.</summary>
public sealed partial class EndEventPage(EventQuery query, TimeProvider time, NavigationManager navigation)
{
    private EventFound? _event;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var shown = ulong.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await query.RunAsync(id, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted) : null;
        if (shown is { IsOrganizer: true }) _event = shown.Event;
        else navigation.NotFound();
    }
}
