using CapX.App.People;
using CapX.Data.Listings;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>The newest open listings on a person's page.</summary>
internal sealed class ListingsOfPerson(FindListingsQuery listings) : PersonPart
{
    public override async Task<RenderFragment?> ReadAsync(ProfileFound found, Viewer viewer, HttpContext http)
    {
        if (!found.HasListings) return null;
        var posted = await listings.PostedByAsync(found.Person.Id, null, viewer, http.RequestAborted);
        return page =>
        {
            page.OpenComponent<PostedListings>(0);
            page.AddComponentParameter(1, nameof(PostedListings.Listings), posted);
            page.CloseComponent();
        };
    }
}
