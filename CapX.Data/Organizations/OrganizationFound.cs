using CapX.Data.People;

namespace CapX.Data.Organizations;

/// <summary>The state of an organization.</summary>
public enum OrganizationState
{
    /// <summary>Waiting for a curator. Visible to its managers and curators only.</summary>
    Proposed,
    Confirmed,

    /// <summary>Merged into another organization. Its slug redirects there.</summary>
    Merged,

    /// <summary>Refused or removed by a curator. Only the slug is kept, so that it is never reused.</summary>
    Removed,

    /// <summary>Hidden by moderators. Visible to its managers and curators only.</summary>
    Hidden,

    /// <summary>Removed by moderators. Visible to no one, and deleted later.</summary>
    Withheld,
}

/// <summary>An organization as shown in lists, on its page and in the API.</summary>
public sealed record OrganizationFound
{
    public required ulong Id { get; init; }

    /// <summary>The URL segment below /organizations.</summary>
    public required string Slug { get; init; }
    public required OrganizationState State { get; init; }

    /// <summary>At least one, in the given order.</summary>
    public required IReadOnlyList<OrganizationName> Names { get; init; }

    /// <summary>One of <see cref="OrganizationType"/>.</summary>
    public required string Type { get; init; }
    public AboutText? About { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }

    /// <summary>Capacity codes, including those of offers.</summary>
    public required IReadOnlyList<string> Knows { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }

    /// <summary>The title of the organization's page on Meta.</summary>
    public string? MetaPage { get; init; }
    public string? Website { get; init; }
    public string? Mastodon { get; init; }
    public string? ReportLink { get; init; }

    /// <summary>UTC, like <see cref="UpdatedAt"/>.</summary>
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required uint Version { get; init; }

    /// <summary>The name in the first of the languages that has one, or else the first name.</summary>
    public OrganizationName Name(IReadOnlyList<string> languages) => NameOf(Names, languages);

    /// <summary>The name in the first of the languages that has one, or else the first of <paramref name="names"/>.</summary>
    public static OrganizationName NameOf(IReadOnlyList<OrganizationName> names, IReadOnlyList<string> languages) =>
        languages.Select(l => names.FirstOrDefault(n => n.Language == l)).FirstOrDefault(n => n is not null) ?? names[0];

    /// <summary>Converts to the form for the editor.</summary>
    public OrganizationForm ToForm() => new()
    {
        Names = Names,
        Type = Type,
        About = About?.Text ?? "",
        AboutLanguage = About?.Language ?? "",
        Territories = Territories,
        Projects = Projects,
        Knows = Knows,
        Offers = Offers,
        Wants = Wants,
        MetaPage = MetaPage ?? "",
        Website = Website ?? "",
        Mastodon = Mastodon ?? "",
        ReportLink = ReportLink ?? "",
    };
}
