using CapX.Data.People;

namespace CapX.Data.Organizations;

/// <summary>Where an organization stands.</summary>
public enum OrganizationState
{
    /// <summary>Waits for a curator; seen by who speaks for it and by curators only.</summary>
    Proposed,
    Confirmed,

    /// <summary>It is another one; its address leads there.</summary>
    Merged,

    /// <summary>Refused or removed by a curator: nothing is left but the address, which is never given again.</summary>
    Removed,

    /// <summary>Moderators hid it: only who speaks for it and curators see it.</summary>
    Hidden,

    /// <summary>Moderators removed it: nobody sees it; later it is removed for good.</summary>
    Withheld,
}

/// <summary>An organization as lists, its page and the API show it.</summary>
public sealed record OrganizationFound
{
    public required ulong Id { get; init; }

    /// <summary>Its address below /organizations.</summary>
    public required string Slug { get; init; }
    public required OrganizationState State { get; init; }

    /// <summary>In the order in which they were given; at least one.</summary>
    public required IReadOnlyList<OrganizationName> Names { get; init; }

    /// <summary>One of <see cref="OrganizationType"/>.</summary>
    public required string Type { get; init; }
    public AboutText? About { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }

    /// <summary>Capacity codes, those of offers included.</summary>
    public required IReadOnlyList<string> Knows { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }

    /// <summary>The title of its page on Meta.</summary>
    public string? MetaPage { get; init; }
    public string? Website { get; init; }
    public string? Mastodon { get; init; }
    public string? ReportLink { get; init; }

    /// <summary>UTC, as <see cref="UpdatedAt"/>.</summary>
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required uint Version { get; init; }

    /// <summary>The name in the first of the languages that has one, else the first.</summary>
    public OrganizationName Name(IReadOnlyList<string> languages) => NameOf(Names, languages);

    /// <summary>Of some names the one in the first of the languages that has one, else the first.</summary>
    public static OrganizationName NameOf(IReadOnlyList<OrganizationName> names, IReadOnlyList<string> languages) =>
        languages.Select(l => names.FirstOrDefault(n => n.Language == l)).FirstOrDefault(n => n is not null) ?? names[0];

    /// <summary>As the editor edits it.</summary>
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
