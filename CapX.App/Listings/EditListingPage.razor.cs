using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Listings;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>/listings/new for logged-in users, and /listings/{id}/edit for those who manage the listing.</summary>
public sealed partial class EditListingPage(ListingQuery query, NavigationManager navigation)
{
    private string? _title;
    private ListingFound? _listing;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public long? Id { get; set; }

    /// <summary>The initial kind of a new listing.</summary>
    [SupplyParameterFromQuery] public string? Kind { get; set; }

    /// <summary>The slug of the organization initially chosen as owner of a new listing.</summary>
    [SupplyParameterFromQuery] public string? As { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Id is null)
        {
            _title = M["listings-edit-new"];
            return;
        }
        if (Id > 0 && await query.RunAsync((ulong)Id, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted) is { IsMine: true, Listing: var listing })
            (_title, _listing) = (M["listings-edit-title"], listing);
        else navigation.NotFound();
    }
}
