using CapX.Data.Organizations;
using CapX.Data.People;

namespace CapX.App.Organizations;

/// <summary>An organization in the API.</summary>
public sealed record OrganizationItem
{
    public required string Slug { get; init; }
    public required IReadOnlyList<OrganizationName> Names { get; init; }
    public required string Type { get; init; }
    public required AboutText? About { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }
    public required IReadOnlyList<string> Knows { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }
    public required string? MetaPage { get; init; }
    public required string? Website { get; init; }
    public required string? Mastodon { get; init; }
    public required string? ReportLink { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required string Url { get; init; }

    public static OrganizationItem From(OrganizationFound organization, Uri publicUrl) => new()
    {
        Slug = organization.Slug,
        Names = organization.Names,
        Type = organization.Type,
        About = organization.About,
        Territories = organization.Territories,
        Projects = organization.Projects,
        Knows = organization.Knows,
        Offers = organization.Offers,
        Wants = organization.Wants,
        MetaPage = organization.MetaPage,
        Website = organization.Website,
        Mastodon = organization.Mastodon,
        ReportLink = organization.ReportLink,
        UpdatedAt = organization.UpdatedAt,
        CreatedAt = organization.CreatedAt,
        Url = new Uri(publicUrl, OrganizationUrls.Organization(organization.Slug)).AbsoluteUri,
    };
}
