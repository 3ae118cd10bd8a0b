using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Events;
using CapX.Data.Search;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>/events: what is to come, or with ?past=1 what is over; the query string is the state.</summary>
public sealed partial class FindEventsPage(FindEventsQuery find, CatalogueQuery catalogue, Vocabulary lists, SiteAddress site)
{
    private EventsFound? _found;
    private ListShown? _shown;
    private string? _zone;
    private bool _isMember;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    /// <summary>What a form on the page of an event asked for that is not to be seen any more.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    /// <summary>What came of it.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    private string Title => _shown!.Choice.IsPast ? "events-find-title-past" : "events-find-title";

    protected override async Task OnParametersSetAsync()
    {
        var asked = new CatalogueAsked(CatalogueFilterParser.Events, Http.Request.Query, lists);
        var viewer = CurrentPerson.ViewerOf(Http.User);
        var found = await find.RunAsync(asked.Filter, viewer, Http.RequestAborted);
        _shown = await asked.ShowAsync(found.Total, found.Items.Count, found.Facets, catalogue, viewer, M, Http.RequestAborted);
        _zone = ViewerZone.Of(Http);
        _isMember = viewer.IsMember;
        _found = found;
    }
}
