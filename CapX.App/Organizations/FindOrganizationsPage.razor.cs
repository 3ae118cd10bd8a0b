using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Organizations;
using CapX.Data.Search;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>/organizations. The query string holds the state. Invalid parameters are ignored and reported.</summary>
public sealed partial class FindOrganizationsPage(FindOrganizationsQuery find, CatalogueQuery catalogue, WaitingOrganizationsQuery waiting,
    Vocabulary vocabulary, TimeProvider time)
{
    private CataloguePage<OrganizationFound>? _found;
    private ListShown? _shown;

    // Null for users who are not curators.
    private int? _waiting;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var asked = new CatalogueAsked(CatalogueFilterParser.Organizations, Http.Request.Query, vocabulary);
        var viewer = CurrentPerson.ViewerOf(Http.User);
        var found = await find.RunAsync(asked.Filter, viewer, Http.RequestAborted);
        _shown = await asked.ShowAsync(found, catalogue, viewer, M, Http.RequestAborted);
        _waiting = viewer.IsMember ? await waiting.CountAsync(viewer, Http.RequestAborted) : null;
        _found = found;
    }
}
