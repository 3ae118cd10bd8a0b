using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Listings;
using CapX.Data.Search;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>/listings, and /resources for learning material only. The query string holds the state. Invalid parameters are ignored and reported.</summary>
public sealed partial class FindListingsPage(FindListingsQuery find, CatalogueQuery catalogue, Vocabulary vocabulary, TimeProvider time)
{
    private CatalogueList _list = CatalogueFilterParser.Listings;
    private CataloguePage<ListingFound>? _found;
    private ListShown? _shown;
    private bool _isMember;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    private (string Address, string Name) OtherList =>
        _list == CatalogueFilterParser.Listings ? (ListingUrls.Resources, M["resources-find-title"]) : (ListingUrls.Listings, M["resources-find-others"]);

    protected override async Task OnParametersSetAsync()
    {
        _list = Http.Request.Path.StartsWithSegments(ListingUrls.Resources, StringComparison.OrdinalIgnoreCase) ? CatalogueFilterParser.Resources
            : CatalogueFilterParser.Listings;
        var asked = new CatalogueAsked(_list, Http.Request.Query, vocabulary);
        var viewer = CurrentPerson.ViewerOf(Http.User);
        _isMember = viewer.IsMember;
        var found = await find.RunAsync(asked.Filter, viewer, Http.RequestAborted);
        _shown = await asked.ShowAsync(found, catalogue, viewer, M, Http.RequestAborted);
        _found = found;
    }

    private string Text(string thing) => _list.List.Text(thing, M);
}
