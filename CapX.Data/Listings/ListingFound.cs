using CapX.Data.Organizations;

namespace CapX.Data.Listings;

/// <summary>The owner of a listing: a person or an organization.</summary>
public sealed record ListingOwner
{
    public ulong? PersonId { get; init; }
    public string? Username { get; init; }
    public string? DisplayName { get; init; }

    /// <summary>The slug of the organization.</summary>
    public string? Slug { get; init; }

    /// <summary>The names of the organization, in the order in which it gave them.</summary>
    public IReadOnlyList<OrganizationName> Names { get; init; } = [];
}

/// <summary>A listing as lists, its page and the API show it.</summary>
public sealed record ListingFound
{
    public required ulong Id { get; init; }
    public required ListingOwner Owner { get; init; }

    /// <summary>One of <see cref="ListingKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="ResourceKind"/>. Null for other kinds.</summary>
    public string? Resource { get; init; }
    public required string Title { get; init; }
    public string? Text { get; init; }

    /// <summary>The language of title and text.</summary>
    public required string Language { get; init; }

    /// <summary>True when visitors may see it too, provided that they may see its owner.</summary>
    public required bool IsPublic { get; init; }
    public required IReadOnlyList<string> Capacities { get; init; }
    public required IReadOnlyList<string> Methods { get; init; }
    public required bool Anywhere { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    public string? Link { get; init; }
    public string? Licence { get; init; }
    public string? Format { get; init; }

    /// <summary>The last open day, UTC.</summary>
    public DateOnly? OpenUntil { get; init; }
    public required ListingState State { get; init; }

    /// <summary>UTC, like <see cref="UpdatedAt"/>.</summary>
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required uint Version { get; init; }

    /// <summary>Returns the listing as the editor edits it. A last day that has passed is cleared.</summary>
    public ListingForm ToForm(DateOnly today) => new()
    {
        Kind = Kind,
        Resource = Resource ?? "",
        As = Owner.Slug ?? "",
        Title = Title,
        Text = Text ?? "",
        Language = Language,
        Capacities = Capacities,
        Methods = Methods,
        Anywhere = Anywhere,
        Territories = Territories,
        Languages = Languages,
        Link = Link ?? "",
        Licence = Licence ?? "",
        Format = Format ?? "",
        OpenUntil = OpenUntil >= today ? OpenUntil : null,
        IsPublic = IsPublic,
    };
}
