using CapX.Data.Content;
using CapX.Data.Editing;

namespace CapX.Data.People;

/// <summary>Who may see a profile.</summary>
public enum ProfileVisibility
{
    /// <summary>Everybody who is signed in: where every profile starts.</summary>
    Members,

    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Nobody else.</summary>
    Hidden,
}

/// <summary>What a person writes about themselves: the form that the editor edits, a draft keeps and a save takes.</summary>
public sealed record ProfileForm : IForm<ProfileForm, ProfileField>
{
    /// <summary>Names this form among a person's drafts.</summary>
    public const string DraftName = "profile";

    // Lengths are in characters as Unicode counts them (code points), as MariaDB does.
    public const int LongestDisplayName = 100;
    public const int LongestAbout = 2000;
    public const int LongestNote = 500;
    public const int MostLanguages = 20;
    public const int MostTerritories = 10;

    /// <summary>In each role; what is known only because it is offered does not count.</summary>
    public const int MostCapacities = 60;

    /// <summary>How far away the end of "not taking requests" may lie.</summary>
    public const int MostYearsAway = 2;

    /// <summary>Empty: the user name is shown.</summary>
    public string DisplayName { get; init; } = "";

    public string About { get; init; } = "";

    /// <summary>The language of <see cref="About"/>; means nothing without a text.</summary>
    public string AboutLanguage { get; init; } = "";

    public IReadOnlyList<LanguageLevel> Languages { get; init; } = [];

    public IReadOnlyList<string> Territories { get; init; } = [];

    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>A database name such as "ptwiki", or empty.</summary>
    public string HomeWiki { get; init; } = "";

    /// <summary>Capacity codes; a check adds those of <see cref="Offers"/>.</summary>
    public IReadOnlyList<string> Knows { get; init; } = [];

    public IReadOnlyList<SharedCapacity> Offers { get; init; } = [];

    public IReadOnlyList<SharedCapacity> Wants { get; init; } = [];

    /// <summary>The last day, UTC, on which the person takes no requests; null while they do.</summary>
    public DateOnly? NotTakingUntil { get; init; }

    public ProfileVisibility Visibility { get; init; }

    /// <summary>Who sees each part, of those who see the profile.</summary>
    public ProfileParts Parts { get; init; } = new();

    /// <summary>Whether search engines may list a public profile.</summary>
    public bool Indexable { get; init; }

    /// <summary>The form as it would be stored (trimmed, canonical codes, doubles merged), and all that is wrong with it.</summary>
    public CheckedProfile Check(Vocabulary vocabulary, DateOnly today) => new ProfileCheck(vocabulary, today).Run(this);

    /// <summary>The fields in which two checked forms say something else; the order of a list says nothing.</summary>
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
        // What is offered is known, whether it was said or not: the same before and after saving.
        if (!AreEqual(Knows.Concat(Offers.Select(o => o.Code)), other.Knows.Concat(other.Offers.Select(o => o.Code)))) yield return ProfileField.Knows;
        if (NotTakingUntil != other.NotTakingUntil) yield return ProfileField.NotTakingUntil;
        if (Visibility != other.Visibility || Indexable != other.Indexable || Parts != other.Parts) yield return ProfileField.Visibility;
    }

    /// <summary>The same form with one field as in another form; about goes with its language, visibility with that of the parts and the permission for search
    /// engines.</summary>
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

/// <summary>A form as it would be stored; not to be stored while there are errors.</summary>
public sealed record CheckedProfile(ProfileForm Form, IReadOnlyList<FormError<ProfileField>> Errors);
