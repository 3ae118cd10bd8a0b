using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Exchanges;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>/people: the query string is the state; what cannot be understood of it is dropped and said.</summary>
public sealed partial class FindPeoplePage(FindPeopleQuery find, PeopleIndex index, Vocabulary lists, TimeProvider time)
{
    private Viewer _viewer = Viewer.Anonymous;
    private ExchangeKind? _kind;
    private string? _about;
    private PeopleFound? _found;
    private ListShown? _shown;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var query = Http.Request.Query;
        var reader = new QueryReader(query);
        var choice = SearchChoice.Read(PeopleFilterParser.List, reader, lists);
        var filter = PeopleFilterParser.ToFilter(choice);
        _viewer = CurrentPerson.ViewerOf(Http.User);
        (_kind, _about) = filter switch
        {
            { Offers: [var one] } => (ExchangeKind.Ask, one),
            { Offers.Count: 0, Wants: [var one] } => (ExchangeKind.Offer, one),
            _ => default((ExchangeKind?, string?)),
        };
        var found = await find.RunAsync(filter, _viewer, Http.RequestAborted);
        _shown = new ListShown(choice)
        {
            Refused = reader.Refused,
            Total = found.Total,
            Items = found.Items.Count,
            Facets = [.. choice.List.Facets.Select(facet => FacetShown.Of(facet, choice, found.Facets[PeopleFilterParser.ToFacet(facet)], lists, M, query))],
            Without = found.Total > 0 ? [] : [.. SearchDropped.Each(choice).Select(d => new SearchDropped(d.Facet, d.Choice, index.Count(PeopleFilterParser.ToFilter(d.Choice), _viewer)))],
        };
        _found = found;
    }
}
