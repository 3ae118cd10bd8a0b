using System.Globalization;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Events;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>/events/{id}/edit for organizers, and /events/new for logged-in users.</summary>
public sealed partial class EditEventPage(EventQuery query, NavigationManager navigation)
{
    private string? _title;
    private EventFound? _event;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public string? Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Id is null)
        {
            _title = M["events-edit-title-new"];
            return;
        }
        if (ulong.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await query.RunAsync(id, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted) is { IsOrganizer: true } shown)
            (_title, _event) = (M["events-edit-title"], shown.Event);
        else navigation.NotFound();
    }
}
