using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Listings;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>/listings/mine: all listings that the user manages, in any state.</summary>
public sealed partial class MyListingsPage(FindListingsQuery find, Vocabulary vocabulary, TimeProvider time)
{
    private IReadOnlyList<ListingFound> _listings = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    /// <summary>The action of a form.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    /// <summary>The outcome of that action.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (CurrentPerson.From(Http.User) is { } person) _listings = await find.MineAsync(person.Id, Http.RequestAborted);
    }
}
