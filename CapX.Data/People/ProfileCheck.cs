using CapX.Data.Editing;

namespace CapX.Data.People;

/// <summary>Validates and normalizes a profile form.</summary>
internal sealed class ProfileCheck(Vocabulary vocabulary, DateOnly today) : FormCheck<ProfileField>(vocabulary)
{
    private const string NoLanguage = "people-edit-error-about-language";
    private const string UnknownWiki = "people-edit-error-wiki";
    private const string Past = "people-edit-error-past";
    private const string TooFar = "people-edit-error-too-far";

    public CheckedProfile Run(ProfileForm form)
    {
        var about = Text(ProfileField.About, form.About, ProfileForm.LongestAbout, WrittenText.CheckLines);
        var offers = Capacities(ProfileField.Offers, form.Offers, ProfileForm.MostCapacities, ProfileForm.LongestNote);
        var wants = Capacities(ProfileField.Wants, form.Wants, ProfileForm.MostCapacities, ProfileForm.LongestNote);
        var cleaned = new ProfileForm
        {
            DisplayName = Text(ProfileField.DisplayName, form.DisplayName, ProfileForm.LongestDisplayName, WrittenText.CheckName),
            About = about,
            AboutLanguage = LanguageOf(ProfileField.AboutLanguage, about, form.AboutLanguage, NoLanguage),
            Languages = Languages(form.Languages),
            Territories = Codes(ProfileField.Territories, form.Territories, Vocabulary.Territories, ProfileForm.MostTerritories),
            Projects = Codes(ProfileField.Projects, form.Projects, Vocabulary.Projects, int.MaxValue),
            HomeWiki = Wiki(form.HomeWiki),
            Offers = offers,
            Wants = wants,
            Knows = Knows(ProfileField.Knows, form.Knows, offers, ProfileForm.MostCapacities),
            NotTakingUntil = Until(form.NotTakingUntil),
            Visibility = Enum.IsDefined(form.Visibility) ? form.Visibility : ProfileVisibility.Members,
            Parts = form.Parts.Checked(),
            // The permission does not survive a change to non-public: the person must give it again.
            Indexable = form.Indexable && form.Visibility == ProfileVisibility.Public,
        };
        return new CheckedProfile(cleaned, Errors);
    }

    private List<LanguageLevel> Languages(IReadOnlyList<LanguageLevel> given)
    {
        var languages = new List<LanguageLevel>();
        foreach (var (code, level) in given)
        {
            var (language, known) = (Vocabulary.Languages.Find(code), Vocabulary.Levels.Find(level));
            if (language is null || known is null) AddUnknown(ProfileField.Languages, language is null ? code : level);
            else if (!languages.Exists(l => l.Code == language.Code)) languages.Add(new LanguageLevel(language.Code, known.Code));
        }
        CheckCount(ProfileField.Languages, languages.Count, ProfileForm.MostLanguages);
        return languages;
    }

    private string Wiki(string given)
    {
        if (string.IsNullOrWhiteSpace(given)) return "";
        if (given.Length <= LongestCodeShown && HomeWiki.Find(given.Trim(), Vocabulary) is { } wiki) return wiki.DatabaseName;
        Add(ProfileField.HomeWiki, UnknownWiki);
        return "";
    }

    private DateOnly? Until(DateOnly? day)
    {
        if (day < today) Add(ProfileField.NotTakingUntil, Past);
        else if (day > today.AddYears(ProfileForm.MostYearsAway)) Add(ProfileField.NotTakingUntil, TooFar, null, ProfileForm.MostYearsAway);
        return day;
    }
}
