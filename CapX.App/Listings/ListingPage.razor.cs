using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Listings;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>/listings/{id}: one listing. 404 when the viewer may not see it.</summary>
public sealed partial class ListingPage(ListingQuery query, Vocabulary vocabulary, TimeProvider time, NavigationManager navigation)
{
    private ListingShown? _found;
    private bool _isMember;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public long Id { get; set; }

    /// <summary>The action of a form on this page.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    /// <summary>The outcome of that action.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var viewer = CurrentPerson.ViewerOf(Http.User);
        _isMember = viewer.IsMember;
        _found = Id > 0 ? await query.RunAsync((ulong)Id, viewer, Http.RequestAborted) : null;
        if (_found is null) navigation.NotFound();
    }
}
