using CapX.Data.Editing;

namespace CapX.Data.Organizations;

/// <summary>An organization's name in one language.</summary>
public sealed record OrganizationName(string Language, string Name);

/// <summary>Types of organizations.</summary>
public static class OrganizationType
{
    /// <summary>Codes: the affiliate types that Wikimedia recognizes, then types without recognition.</summary>
    public static readonly IReadOnlyList<string> All = ["chapter", "thematic-organization", "user-group", "informal-group", "partner"];

    /// <summary>The canonical code, matched without regard to case, or null.</summary>
    public static string? Find(string? code) =>
        All.FirstOrDefault(known => known.Equals(code is null ? null : Unseen.Drop(code).Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>The editable data of an organization, used by the editor, drafts, saves and the history.</summary>
public sealed record OrganizationForm : IForm<OrganizationForm, OrganizationField>
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

    /// <summary>At least one. The first is the fallback when there is none in the reader's language.</summary>
    public IReadOnlyList<OrganizationName> Names { get; init; } = [];

    /// <summary>One of <see cref="OrganizationType"/>.</summary>
    public string Type { get; init; } = "";
    public string About { get; init; } = "";
    public string AboutLanguage { get; init; } = "";
    public IReadOnlyList<string> Territories { get; init; } = [];
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Capacity codes. A check adds those of <see cref="Offers"/>.</summary>
    public IReadOnlyList<string> Knows { get; init; } = [];
    public IReadOnlyList<SharedCapacity> Offers { get; init; } = [];
    public IReadOnlyList<SharedCapacity> Wants { get; init; } = [];

    /// <summary>The title of the organization's page on Meta, or empty. A check also accepts the page's URL.</summary>
    public string MetaPage { get; init; } = "";
    public string Website { get; init; } = "";
    public string Mastodon { get; init; } = "";

    /// <summary>Where the organization publishes its reports.</summary>
    public string ReportLink { get; init; } = "";

    /// <inheritdoc />
    public IEnumerable<OrganizationField> DiffersIn(OrganizationForm other)
    {
        static bool AreEqual<T>(IEnumerable<T> one, IEnumerable<T> two) => one.ToHashSet().SetEquals(two);
        static IEnumerable<object> Flat(IEnumerable<SharedCapacity> shared) => shared.Select(s => (object)(s.Code, Methods.ToBits(s.Methods), s.Note));
        // The order counts, because the first name is the fallback.
        if (!Names.SequenceEqual(other.Names)) yield return OrganizationField.Names;
        if (Type != other.Type) yield return OrganizationField.Type;
        if (About != other.About || (About.Length > 0 && AboutLanguage != other.AboutLanguage)) yield return OrganizationField.About;
        if (!AreEqual(Territories, other.Territories)) yield return OrganizationField.Territories;
        if (!AreEqual(Projects, other.Projects)) yield return OrganizationField.Projects;
        if (!AreEqual(Flat(Offers), Flat(other.Offers))) yield return OrganizationField.Offers;
        if (!AreEqual(Flat(Wants), Flat(other.Wants))) yield return OrganizationField.Wants;
        // Offering a capacity implies knowing it.
        if (!AreEqual(Knows.Concat(Offers.Select(o => o.Code)), other.Knows.Concat(other.Offers.Select(o => o.Code)))) yield return OrganizationField.Knows;
        if (MetaPage != other.MetaPage) yield return OrganizationField.MetaPage;
        if (Website != other.Website) yield return OrganizationField.Website;
        if (Mastodon != other.Mastodon) yield return OrganizationField.Mastodon;
        if (ReportLink != other.ReportLink) yield return OrganizationField.ReportLink;
    }

    /// <inheritdoc />
    public OrganizationForm WithField(OrganizationField field, OrganizationForm other) => field switch
    {
        OrganizationField.Names => this with { Names = other.Names },
        OrganizationField.Type => this with { Type = other.Type },
        OrganizationField.About or OrganizationField.AboutLanguage => this with { About = other.About, AboutLanguage = other.AboutLanguage },
        OrganizationField.Territories => this with { Territories = other.Territories },
        OrganizationField.Projects => this with { Projects = other.Projects },
        OrganizationField.Offers => this with { Offers = other.Offers },
        OrganizationField.Wants => this with { Wants = other.Wants },
        OrganizationField.Knows => this with { Knows = other.Knows },
        OrganizationField.MetaPage => this with { MetaPage = other.MetaPage },
        OrganizationField.Website => this with { Website = other.Website },
        OrganizationField.Mastodon => this with { Mastodon = other.Mastodon },
        OrganizationField.ReportLink => this with { ReportLink = other.ReportLink },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>Returns the form as it would be stored, and all errors.</summary>
    public (OrganizationForm Form, IReadOnlyList<FormError<OrganizationField>> Errors) Check(Vocabulary vocabulary) =>
        new OrganizationCheck(vocabulary).Run(this);
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
