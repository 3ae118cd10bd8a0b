using CapX.App.I18n;
using CapX.App.People;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Search;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Home;

/// <summary>/search: one text in every list, each as a tab with its own filters. The query string holds the state.</summary>
public sealed partial class SearchPage(
    FindPeopleQuery findPeople, PeopleIndex index, FindOrganizationsQuery findOrganizations, FindListingsQuery findListings, FindEventsQuery findEvents,
    CatalogueQuery catalogue, Vocabulary vocabulary, TimeProvider time)
{
    private Viewer _viewer = Viewer.Anonymous;
    private ListShown? _shown;
    private IReadOnlyList<(SearchList List, string Name, int Count)> _tabs = [];
    private IReadOnlyList<PersonFound> _people = [];
    private IReadOnlyList<OrganizationFound> _organizations = [];
    private IReadOnlyList<ListingFound> _listings = [];
    private IReadOnlyList<EventFound> _events = [];
    private (ExchangeKind? Kind, string? About) _proposal;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override async Task OnParametersSetAsync()
    {
        _viewer = CurrentPerson.ViewerOf(Http.User);
        (_people, _organizations, _listings, _events) = ([], [], [], []);
        var shown = Http.Request.Query[SearchChoice.TabParameter].ToString().ToLowerInvariant() switch
        {
            "organizations" => await OrganizationsAsync(),
            "listings" => await ListingsAsync(),
            "events" => await EventsAsync(),
            _ => await PeopleAsync(),
        };
        var counts = await catalogue.CountByKindAsync(shown.Choice.Queries, _viewer, Http.RequestAborted);
        _tabs =
        [
            (SearchTabs.People, M["shell-people"], index.Count(new PeopleFilter { Queries = shown.Choice.Queries }, _viewer)),
            (SearchTabs.Organizations.List, M["shell-organizations"], counts[OrganizationContent.Kind]),
            (SearchTabs.Listings.List, M["shell-listings"], counts[ListingContent.Kind]),
            (SearchTabs.Events.List, M["shell-events"], counts[EventContent.Kind]),
        ];
        _shown = shown;
    }

    private async Task<ListShown> PeopleAsync()
    {
        var asked = new PeopleAsked(SearchTabs.People, Http.Request.Query, vocabulary);
        var found = await findPeople.RunAsync(asked.Filter, _viewer, Http.RequestAborted);
        (_people, _proposal) = (found.Items, asked.Proposal);
        return asked.Show(found, index, _viewer, M);
    }

    private async Task<ListShown> OrganizationsAsync()
    {
        var asked = new CatalogueAsked(SearchTabs.Organizations, Http.Request.Query, vocabulary);
        var found = await findOrganizations.RunAsync(asked.Filter, _viewer, Http.RequestAborted);
        _organizations = found.Items;
        return await asked.ShowAsync(found, catalogue, _viewer, M, Http.RequestAborted);
    }

    private async Task<ListShown> ListingsAsync()
    {
        var asked = new CatalogueAsked(SearchTabs.Listings, Http.Request.Query, vocabulary);
        var found = await findListings.RunAsync(asked.Filter, _viewer, Http.RequestAborted);
        _listings = found.Items;
        return await asked.ShowAsync(found, catalogue, _viewer, M, Http.RequestAborted);
    }

    private async Task<ListShown> EventsAsync()
    {
        var asked = new CatalogueAsked(SearchTabs.Events, Http.Request.Query, vocabulary);
        var found = await findEvents.RunAsync(asked.Filter, _viewer, Http.RequestAborted);
        _events = found.Items;
        return await asked.ShowAsync(found, catalogue, _viewer, M, Http.RequestAborted);
    }
}
