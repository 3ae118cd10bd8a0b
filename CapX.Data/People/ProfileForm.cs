using CapX.Data.Content;
using CapX.Data.Editing;

namespace CapX.Data.People;

/// <summary>Visibility of a profile.</summary>
public enum ProfileVisibility
{
    /// <summary>Logged-in users only. The default.</summary>
    Members,

    /// <summary>Everyone.</summary>
    Public,

    /// <summary>Only the owner.</summary>
    Hidden,
}

/// <summary>The editable data of a profile, used by the editor, drafts and saves.</summary>
public sealed record ProfileForm : IForm<ProfileForm, ProfileField>
{
    /// <summary>The name of the profile's draft.</summary>
    public const string DraftName = "profile";

    // Lengths are in code points, as MariaDB counts characters.
    public const int LongestDisplayName = 100;
    public const int LongestAbout = 2000;
    public const int LongestNote = 500;
    public const int MostLanguages = 20;
    public const int MostTerritories = 10;

    /// <summary>For each role. Capacities known only because they are offered do not count.</summary>
    public const int MostCapacities = 60;

    /// <summary>How many years ahead <see cref="NotTakingUntil"/> may be.</summary>
    public const int MostYearsAway = 2;

    /// <summary>Empty to show the user name.</summary>
    public string DisplayName { get; init; } = "";

    public string About { get; init; } = "";

    /// <summary>The language of <see cref="About"/>. Ignored without a text.</summary>
    public string AboutLanguage { get; init; } = "";

    public IReadOnlyList<LanguageLevel> Languages { get; init; } = [];

    public IReadOnlyList<string> Territories { get; init; } = [];

    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>A database name such as "ptwiki", or empty.</summary>
    public string HomeWiki { get; init; } = "";

    /// <summary>Capacity codes. A check adds those of <see cref="Offers"/>.</summary>
    public IReadOnlyList<string> Knows { get; init; } = [];

    public IReadOnlyList<SharedCapacity> Offers { get; init; } = [];

    public IReadOnlyList<SharedCapacity> Wants { get; init; } = [];

    /// <summary>The last day, in UTC, on which the person takes no requests. Null while they do.</summary>
    public DateOnly? NotTakingUntil { get; init; }

    public ProfileVisibility Visibility { get; init; }

    /// <summary>Visibility of the parts, within that of the profile.</summary>
    public ProfileParts Parts { get; init; } = new();

    /// <summary>True to let search engines index a public profile.</summary>
    public bool Indexable { get; init; }

    /// <summary>Returns the form as it would be stored (trimmed, canonical codes, duplicates merged), and all errors.</summary>
    public CheckedProfile Check(Vocabulary vocabulary, DateOnly today) => new ProfileCheck(vocabulary, today).Run(this);

    /// <summary>The fields in which two checked forms differ. Ignores the order of lists.</summary>
    public IEnumerable<ProfileField> DiffersIn(ProfileForm other)
    {
        static bool AreEqual<T>(IEnumerable<T> one, IEnumerable<T> two) => one.ToHashSet().SetEquals(two);
        static IEnumerable<object> Flat(IEnumerable<SharedCapacity> shared) => shared.Select(s => (object)(s.Code, Methods.ToBits(s.Methods), s.Note));
        if (DisplayName != other.DisplayName) yield return ProfileField.DisplayName;
        if (About != other.About || AboutLanguage != other.AboutLanguage) yield return ProfileField.About;
        if (!AreEqual(Languages, other.Languages)) yield return ProfileField.Languages;
        if (!AreEqual(Territories, other.Territories)) yield return ProfileField.Territories;
        if (!AreEqual(Projects, other.Projects)) yield return ProfileField.Projects;
        if (HomeWiki != other.HomeWiki) yield return ProfileField.HomeWiki;
        if (!AreEqual(Flat(Offers), Flat(other.Offers))) yield return ProfileField.Offers;
        if (!AreEqual(Flat(Wants), Flat(other.Wants))) yield return ProfileField.Wants;
        // Offering a capacity implies knowing it, so the result is the same before and after saving.
        if (!AreEqual(Knows.Concat(Offers.Select(o => o.Code)), other.Knows.Concat(other.Offers.Select(o => o.Code)))) yield return ProfileField.Knows;
        if (NotTakingUntil != other.NotTakingUntil) yield return ProfileField.NotTakingUntil;
        if (Visibility != other.Visibility || Indexable != other.Indexable || Parts != other.Parts) yield return ProfileField.Visibility;
    }

    /// <summary>Returns a copy with one field taken from another form. About includes its language. Visibility includes that of the parts and the permission
    /// for search engines.</summary>
    public ProfileForm WithField(ProfileField field, ProfileForm other) => field switch
    {
        ProfileField.DisplayName => this with { DisplayName = other.DisplayName },
        ProfileField.About or ProfileField.AboutLanguage => this with { About = other.About, AboutLanguage = other.AboutLanguage },
        ProfileField.Languages => this with { Languages = other.Languages },
        ProfileField.Territories => this with { Territories = other.Territories },
        ProfileField.Projects => this with { Projects = other.Projects },
        ProfileField.HomeWiki => this with { HomeWiki = other.HomeWiki },
        ProfileField.Offers => this with { Offers = other.Offers },
        ProfileField.Wants => this with { Wants = other.Wants },
        ProfileField.Knows => this with { Knows = other.Knows },
        ProfileField.NotTakingUntil => this with { NotTakingUntil = other.NotTakingUntil },
        ProfileField.Visibility => this with { Visibility = other.Visibility, Indexable = other.Indexable, Parts = other.Parts },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}

/// <summary>The fields of a <see cref="ProfileForm"/>.</summary>
public enum ProfileField
{
    DisplayName,
    About,
    AboutLanguage,
    Languages,
    Territories,
    Projects,
    HomeWiki,
    Offers,
    Wants,
    Knows,
    NotTakingUntil,
    Visibility,
}

/// <summary>A form as it would be stored. Must not be stored while there are errors.</summary>
public sealed record CheckedProfile(ProfileForm Form, IReadOnlyList<FormError<ProfileField>> Errors);
