using CapX.Data.Listings;
using CapX.Data.Organizations;

namespace CapX.App.Listings;

/// <summary>A listing in the API.</summary>
public sealed record ListingItem
{
    public required ulong Id { get; init; }
    public required string Kind { get; init; }
    public required string? Resource { get; init; }
    public required ListingItemOwner Owner { get; init; }
    public required string Title { get; init; }
    public required string? Text { get; init; }

    /// <summary>The language of title and text.</summary>
    public required string Language { get; init; }
    public required IReadOnlyList<string> Capacities { get; init; }
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>True when it takes place online or anywhere.</summary>
    public required bool Anywhere { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    public required string? Link { get; init; }
    public required string? Licence { get; init; }
    public required string? Format { get; init; }

    /// <summary>The last day on which it is open, UTC.</summary>
    public required DateOnly? OpenUntil { get; init; }

    /// <summary>"open", "closed" or "expired".</summary>
    public required string State { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required string Url { get; init; }

    public static ListingItem From(ListingFound listing, Uri publicUrl) => new()
    {
        Id = listing.Id,
        Kind = listing.Kind,
        Resource = listing.Resource,
        Owner = new ListingItemOwner(listing.Owner.Username, listing.Owner.Slug, listing.Owner.Names),
        Title = listing.Title,
        Text = listing.Text,
        Language = listing.Language,
        Capacities = listing.Capacities,
        Methods = listing.Methods,
        Anywhere = listing.Anywhere,
        Territories = listing.Territories,
        Languages = listing.Languages,
        Link = listing.Link,
        Licence = listing.Licence,
        Format = listing.Format,
        OpenUntil = listing.OpenUntil,
        State = listing.State.ToString().ToLowerInvariant(),
        UpdatedAt = listing.UpdatedAt,
        CreatedAt = listing.CreatedAt,
        Url = new Uri(publicUrl, ListingUrls.Listing(listing.Id)).AbsoluteUri,
    };
}

/// <summary>The owner of a listing: a person's user name, or an organization's slug and names.</summary>
public sealed record ListingItemOwner(string? Username, string? Organization, IReadOnlyList<OrganizationName> Names);
