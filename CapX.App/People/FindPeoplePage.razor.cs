using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Exchanges;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>/people: the query string is the state; what cannot be understood of it is dropped and said.</summary>
public sealed partial class FindPeoplePage(FindPeopleQuery find, PeopleIndex index, Vocabulary lists, TimeProvider time)
{
    private PeopleFilter _filter = new();
    private Viewer _viewer = Viewer.Anonymous;
    private ExchangeKind? _kind;
    private string? _about;
    private PeopleFound? _found;
    private IReadOnlyList<RefusedParameter> _refused = [];
    private IReadOnlyList<FilterDropped> _without = [];
    private IReadOnlyList<PeopleFacet> _openFacets = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string[]? Q { get; set; }

    [SupplyParameterFromQuery] public string[]? Knows { get; set; }

    [SupplyParameterFromQuery] public string[]? Offers { get; set; }

    [SupplyParameterFromQuery] public string[]? Wants { get; set; }

    [SupplyParameterFromQuery] public string[]? Method { get; set; }

    [SupplyParameterFromQuery] public string[]? Language { get; set; }

    [SupplyParameterFromQuery] public string[]? Territory { get; set; }

    [SupplyParameterFromQuery] public string[]? Project { get; set; }

    [SupplyParameterFromQuery] public string[]? Order { get; set; }

    [SupplyParameterFromQuery] public string[]? Page { get; set; }

    [SupplyParameterFromQuery] public string[]? PageSize { get; set; }

    /// <summary>The facet of which all options are shown.</summary>
    [SupplyParameterFromQuery] public string? All { get; set; }

    private int ChosenCount => FacetNames.Shown.Sum(facet => _filter[facet].Count);

    protected override async Task OnParametersSetAsync()
    {
        (_filter, _refused) = PeopleFilterParser.Parse(new PeopleParameters
        {
            Q = Q, Knows = Knows, Offers = Offers, Wants = Wants, Method = Method, Language = Language,
            Territory = Territory, Project = Project, Order = Order, Page = Page, PageSize = PageSize,
        }, lists);
        _viewer = CurrentPerson.ViewerOf(Http.User);
        (_kind, _about) = _filter switch
        {
            { Offers: [var one] } => (ExchangeKind.Ask, one),
            { Offers.Count: 0, Wants: [var one] } => (ExchangeKind.Offer, one),
            _ => default((ExchangeKind?, string?)),
        };
        _found = await find.RunAsync(_filter, _viewer, Http.RequestAborted);
        _without = _found.Total == 0 ? FilterDropped.Each(_filter, filter => index.Count(filter, _viewer)) : [];
        _openFacets = [.. FacetNames.Shown.Where(facet => FindText(facet).Length > 0 || All == PeopleFilterParser.ToParameter(facet))];
    }

    private string Name(RefusedParameter refused) =>
        FacetNames.Shown.Where(facet => PeopleFilterParser.ToParameter(facet) == refused.Name).Select(facet => FacetNames.Title(facet, M)).FirstOrDefault()
        ?? (refused.Name == "order" ? M["people-find-order"] : refused.Name);

    /// <summary>What was typed to find an option of a facet, when scripts do not do it.</summary>
    private string FindText(PeopleFacet facet) => Http.Request.Query[PeopleFacetPanel.FindParameter(facet)].ToString();

    private string OrderName(PeopleOrder order) => M[$"people-order-{PeopleFilterParser.ToParameter(order)}"];
}
