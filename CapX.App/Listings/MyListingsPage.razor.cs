using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Listings;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>/listings/mine: all for which the reader speaks, whatever their state.</summary>
public sealed partial class MyListingsPage(FindListingsQuery find, Vocabulary lists, TimeProvider time)
{
    private IReadOnlyList<ListingFound> _listings = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    /// <summary>What a form asked for.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    /// <summary>What came of it.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (CurrentPerson.From(Http.User) is { } person) _listings = await find.MineAsync(person.Id, Http.RequestAborted);
    }
}
