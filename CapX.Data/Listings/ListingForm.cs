using CapX.Data.Editing;


namespace CapX.Data.Listings;

/// <summary>What somebody writes about a listing: the form that the editor edits, a draft keeps and a save takes.</summary>
public sealed record ListingForm : IForm<ListingForm, ListingField>
{
    // Lengths are in code points.
    public const int LongestTitle = 200;
    public const int LongestText = 4000;
    public const int LongestLink = 500;
    public const int MostCapacities = 20;
    public const int MostTerritories = 20;
    public const int MostLanguages = 20;

    /// <summary>How far away the last open day may lie.</summary>
    public const int MostYearsAway = 2;

    /// <summary>One of <see cref="ListingKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Of a resource, one of <see cref="ResourceKind"/>; means nothing for other kinds.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The address of the organization that posts a new listing, empty for oneself. Whose a listing is stays as it is.</summary>
    public string As { get; init; } = "";
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>Of title and text.</summary>
    public string Language { get; init; } = "";

    /// <summary>At least one.</summary>
    public IReadOnlyList<string> Capacities { get; init; } = [];
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Online, or wherever somebody is.</summary>
    public bool Anywhere { get; init; }
    public IReadOnlyList<string> Territories { get; init; } = [];

    /// <summary>In which it can happen, or in which a resource is.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    public string Link { get; init; } = "";

    /// <summary>Of learning material, one of <see cref="MaterialLicence"/> or empty.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Of learning material, one of <see cref="MaterialFormat"/> or empty.</summary>
    public string Format { get; init; } = "";

    /// <summary>The last day on which it is open, UTC.</summary>
    public DateOnly? OpenUntil { get; init; }

    /// <summary>Whether visitors see it too, where they may see whose it is; else members only.</summary>
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

    /// <summary>Whether licence and format mean anything.</summary>
    public bool IsLearningMaterial => Kind == ListingKind.Resource && Resource == ResourceKind.LearningMaterial;

    /// <summary>The form as it would be stored, and all that is wrong with it.</summary>
    public (ListingForm Form, IReadOnlyList<FormError<ListingField>> Errors) Check(Vocabulary vocabulary, DateOnly today) =>
        new ListingCheck(vocabulary, today).Run(this);
}

/// <summary>The fields of a <see cref="ListingForm"/>.</summary>
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
