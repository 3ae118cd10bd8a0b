using CapX.Data.People;

namespace CapX.Data.Organizations;

/// <summary>A name of an organization in one language.</summary>
public sealed record OrganizationName(string Language, string Name);

/// <summary>What kind of organization it is.</summary>
public static class OrganizationType
{
    /// <summary>Codes, as Wikimedia recognizes affiliates; then what needs no recognition.</summary>
    public static readonly IReadOnlyList<string> All = ["chapter", "thematic-organization", "user-group", "informal-group", "partner"];

    /// <summary>The canonical code of one given in any case, or null.</summary>
    public static string? Find(string? code) => All.FirstOrDefault(known => known.Equals(code, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What managers write about their organization: the form that the editor edits, a draft keeps, a save takes and the history restores.</summary>
public sealed record OrganizationForm
{
    // Lengths are in code points.
    public const int LongestName = 200;
    public const int LongestAbout = 4000;
    public const int LongestNote = 500;
    public const int LongestLink = 500;
    public const int LongestPage = 255;
    public const int MostNames = 30;
    public const int MostTerritories = 60;
    public const int MostCapacities = 100;

    /// <summary>At least one; the first serves where none is in the reader's language.</summary>
    public IReadOnlyList<OrganizationName> Names { get; init; } = [];

    /// <summary>One of <see cref="OrganizationType"/>.</summary>
    public string Type { get; init; } = "";
    public string About { get; init; } = "";
    public string AboutLanguage { get; init; } = "";
    public IReadOnlyList<string> Territories { get; init; } = [];
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Capacity codes; a check adds those of <see cref="Offers"/>.</summary>
    public IReadOnlyList<string> Knows { get; init; } = [];
    public IReadOnlyList<SharedCapacity> Offers { get; init; } = [];
    public IReadOnlyList<SharedCapacity> Wants { get; init; } = [];

    /// <summary>The title of its page on Meta, or empty; a check takes the page's address too.</summary>
    public string MetaPage { get; init; } = "";
    public string Website { get; init; } = "";
    public string Mastodon { get; init; } = "";

    /// <summary>Where its reports stand.</summary>
    public string ReportLink { get; init; } = "";

    /// <summary>The form as it would be stored, and all that is wrong with it.</summary>
    public (OrganizationForm Form, IReadOnlyList<FormError<OrganizationField>> Errors) Check(Vocabulary vocabulary) => new OrganizationCheck(vocabulary).Run(this);
}

/// <summary>The fields of an <see cref="OrganizationForm"/>.</summary>
public enum OrganizationField
{
    Names,
    Type,
    About,
    AboutLanguage,
    Territories,
    Projects,
    Knows,
    Offers,
    Wants,
    MetaPage,
    Website,
    Mastodon,
    ReportLink,
}
