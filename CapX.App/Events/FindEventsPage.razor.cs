using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Events;
using CapX.Data.Search;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>/events: upcoming events, or past ones with ?past=1. The query string holds the state.</summary>
public sealed partial class FindEventsPage(FindEventsQuery find, CatalogueQuery catalogue, Vocabulary vocabulary, SiteAddress site)
{
    private CataloguePage<EventFound>? _found;
    private ListShown? _shown;
    private string? _zone;
    private bool _isMember;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    /// <summary>The action of a form on the page of an event that the user can no longer see.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    /// <summary>The outcome of that action.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    private string Title => _shown!.Choice.IsPast ? "events-find-title-past" : "events-find-title";

    protected override async Task OnParametersSetAsync()
    {
        var asked = new CatalogueAsked(CatalogueFilterParser.Events, Http.Request.Query, vocabulary);
        var viewer = CurrentPerson.ViewerOf(Http.User);
        var found = await find.RunAsync(asked.Filter, viewer, Http.RequestAborted);
        _shown = await asked.ShowAsync(found, catalogue, viewer, M, Http.RequestAborted);
        _zone = ViewerZone.Of(Http);
        _isMember = viewer.IsMember;
        _found = found;
    }
}
