using CapX.Data.Editing;


namespace CapX.Data.Listings;

/// <summary>What a person writes about a listing. The editor edits it, a draft stores it, and a save takes it.</summary>
public sealed record ListingForm : IForm<ListingForm, ListingField>
{
    // In code points.
    public const int LongestTitle = 200;
    public const int LongestText = 4000;
    public const int LongestLink = 500;
    public const int MostCapacities = 20;
    public const int MostTerritories = 20;
    public const int MostLanguages = 20;

    /// <summary>How far ahead the last open day may be.</summary>
    public const int MostYearsAway = 2;

    /// <summary>One of <see cref="ListingKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>For a resource, one of <see cref="ResourceKind"/>. Ignored for other kinds.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The slug of the organization that posts a new listing. Empty for a personal listing. The owner cannot be changed later.</summary>
    public string As { get; init; } = "";
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>The language of title and text.</summary>
    public string Language { get; init; } = "";

    /// <summary>At least one.</summary>
    public IReadOnlyList<string> Capacities { get; init; } = [];
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Online, or in any place.</summary>
    public bool Anywhere { get; init; }
    public IReadOnlyList<string> Territories { get; init; } = [];

    /// <summary>The languages in which it can happen, or in which a resource is available.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    public string Link { get; init; } = "";

    /// <summary>For learning material, one of <see cref="MaterialLicence"/> or empty.</summary>
    public string Licence { get; init; } = "";

    /// <summary>For learning material, one of <see cref="MaterialFormat"/> or empty.</summary>
    public string Format { get; init; } = "";

    /// <summary>The last open day, UTC.</summary>
    public DateOnly? OpenUntil { get; init; }

    /// <summary>True when visitors may see it too, provided that they may see its owner. Otherwise for logged-in users only.</summary>
    public bool IsPublic { get; init; }

    /// <inheritdoc />
    public IEnumerable<ListingField> DiffersIn(ListingForm other)
    {
        static bool AreEqual(IEnumerable<string> one, IEnumerable<string> two) => one.ToHashSet().SetEquals(two);
        if (Kind != other.Kind) yield return ListingField.Kind;
        if (Resource != other.Resource) yield return ListingField.Resource;
        if (As != other.As) yield return ListingField.As;
        if (Title != other.Title) yield return ListingField.Title;
        if (Text != other.Text) yield return ListingField.Text;
        if (Language != other.Language) yield return ListingField.Language;
        if (!AreEqual(Capacities, other.Capacities)) yield return ListingField.Capacities;
        if (!AreEqual(Methods, other.Methods)) yield return ListingField.Methods;
        if (Anywhere != other.Anywhere || !AreEqual(Territories, other.Territories)) yield return ListingField.Territories;
        if (!AreEqual(Languages, other.Languages)) yield return ListingField.Languages;
        if (Link != other.Link) yield return ListingField.Link;
        if (Licence != other.Licence) yield return ListingField.Licence;
        if (Format != other.Format) yield return ListingField.Format;
        if (OpenUntil != other.OpenUntil) yield return ListingField.OpenUntil;
        if (IsPublic != other.IsPublic) yield return ListingField.Visibility;
    }

    /// <inheritdoc />
    public ListingForm WithField(ListingField field, ListingForm other) => field switch
    {
        ListingField.Kind => this with { Kind = other.Kind },
        ListingField.Resource => this with { Resource = other.Resource },
        ListingField.As => this with { As = other.As },
        ListingField.Title => this with { Title = other.Title },
        ListingField.Text => this with { Text = other.Text },
        ListingField.Language => this with { Language = other.Language },
        ListingField.Capacities => this with { Capacities = other.Capacities },
        ListingField.Methods => this with { Methods = other.Methods },
        ListingField.Territories => this with { Anywhere = other.Anywhere, Territories = other.Territories },
        ListingField.Languages => this with { Languages = other.Languages },
        ListingField.Link => this with { Link = other.Link },
        ListingField.Licence => this with { Licence = other.Licence },
        ListingField.Format => this with { Format = other.Format },
        ListingField.OpenUntil => this with { OpenUntil = other.OpenUntil },
        ListingField.Visibility => this with { IsPublic = other.IsPublic },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>True when licence and format apply.</summary>
    public bool IsLearningMaterial => Kind == ListingKind.Resource && Resource == ResourceKind.LearningMaterial;

    /// <summary>Returns the form as it would be stored, and all errors.</summary>
    public (ListingForm Form, IReadOnlyList<FormError<ListingField>> Errors) Check(Vocabulary vocabulary, DateOnly today) =>
        new ListingCheck(vocabulary, today).Run(this);
}

public enum ListingField
{
    Kind,
    Resource,
    As,
    Title,
    Text,
    Language,
    Capacities,
    Methods,
    Territories,
    Languages,
    Link,
    Licence,
    Format,
    OpenUntil,
    Visibility,
}
