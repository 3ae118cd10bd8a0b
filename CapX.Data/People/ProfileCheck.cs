namespace CapX.Data.People;

/// <summary>One run of the rules over a form.</summary>
internal sealed class ProfileCheck(Vocabulary vocabulary, DateOnly today)
{
    private const string TooLong = "people-edit-error-too-long";
    private const string TooMany = "people-edit-error-too-many";
    private const string Unknown = "people-edit-error-unknown";
    private const string BadCharacters = "people-edit-error-characters";
    private const string NoLanguage = "people-edit-error-about-language";
    private const string UnknownWiki = "people-edit-error-wiki";
    private const string Past = "people-edit-error-past";
    private const string TooFar = "people-edit-error-too-far";

    // An unknown code goes back into a message: no longer than a code can be.
    private const int LongestCodeShown = 60;

    private readonly List<ProfileError> _errors = [];

    public CheckedProfile Run(ProfileForm form)
    {
        var about = Text(ProfileField.About, form.About, ProfileForm.LongestAbout, WrittenText.Lines);
        var offers = Capacities(ProfileField.Offers, form.Offers);
        var wants = Capacities(ProfileField.Wants, form.Wants);
        var cleaned = new ProfileForm
        {
            DisplayName = Text(ProfileField.DisplayName, form.DisplayName, ProfileForm.LongestDisplayName, WrittenText.OneLine),
            About = about,
            AboutLanguage = AboutLanguage(about, form.AboutLanguage),
            Languages = Languages(form.Languages),
            Territories = Codes(ProfileField.Territories, form.Territories, vocabulary.Territories, ProfileForm.MostTerritories),
            Projects = Codes(ProfileField.Projects, form.Projects, vocabulary.Projects, int.MaxValue),
            HomeWiki = Wiki(form.HomeWiki),
            Offers = offers,
            Wants = wants,
            Knows = Knows(form.Knows, offers),
            NotTakingUntil = Until(form.NotTakingUntil),
            Visibility = Enum.IsDefined(form.Visibility) ? form.Visibility : ProfileVisibility.Members,
            // Whoever stops being public, and is public again one day, is asked again.
            Indexable = form.Indexable && form.Visibility == ProfileVisibility.Public,
        };
        return new CheckedProfile(cleaned, _errors);
    }

    private void Add(ProfileField field, string message, string? code, params IReadOnlyList<object> arguments) => _errors.Add(new ProfileError(field, message, code, arguments));

    private void AddUnknown(ProfileField field, string code) => Add(field, Unknown, null, code.Length > LongestCodeShown ? code[..LongestCodeShown] : code);

    private string Text(ProfileField field, string text, int longest, Func<string, string?> clean, string? code = null)
    {
        if (clean(text) is not { } cleaned)
        {
            Add(field, BadCharacters, code);
            return "";
        }
        var length = WrittenText.Length(cleaned);
        if (length > longest) Add(field, TooLong, code, longest, length);
        return cleaned;
    }

    private string AboutLanguage(string about, string code)
    {
        if (about.Length == 0) return "";
        if (vocabulary.Languages.Find(code.Trim()) is { } language) return language.Code;
        Add(ProfileField.AboutLanguage, NoLanguage, null);
        return "";
    }

    private List<LanguageLevel> Languages(IReadOnlyList<LanguageLevel> given)
    {
        var languages = new List<LanguageLevel>();
        foreach (var (code, level) in given)
        {
            var (language, known) = (vocabulary.Languages.Find(code), vocabulary.Levels.Find(level));
            if (language is null || known is null) AddUnknown(ProfileField.Languages, language is null ? code : level);
            else if (!languages.Exists(l => l.Code == language.Code)) languages.Add(new LanguageLevel(language.Code, known.Code));
        }
        CheckCount(ProfileField.Languages, languages.Count, ProfileForm.MostLanguages);
        return languages;
    }

    private List<string> Codes(ProfileField field, IReadOnlyList<string> given, CodeTree tree, int most)
    {
        var codes = new List<string>();
        foreach (var code in given)
        {
            if (tree.Find(code) is not { } entry) AddUnknown(field, code);
            else if (!codes.Contains(entry.Code)) codes.Add(entry.Code);
        }
        CheckCount(field, codes.Count, most);
        return codes;
    }

    private List<string> Knows(IReadOnlyList<string> given, List<SharedCapacity> offers)
    {
        var known = Codes(ProfileField.Knows, given, vocabulary.Capacities, int.MaxValue);
        var offered = offers.Select(o => o.Code).ToHashSet(StringComparer.Ordinal);
        CheckCount(ProfileField.Knows, known.Count(k => !offered.Contains(k)), ProfileForm.MostCapacities);
        return [.. known.Union(offered, StringComparer.Ordinal)];
    }

    private List<SharedCapacity> Capacities(ProfileField field, IReadOnlyList<SharedCapacity> given)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var capacities = new List<SharedCapacity>();
        foreach (var capacity in given)
        {
            if (vocabulary.Capacities.Find(capacity.Code) is not { Code: var code })
            {
                AddUnknown(field, capacity.Code);
                continue;
            }
            var note = Text(field, capacity.Note ?? "", ProfileForm.LongestNote, WrittenText.Lines, code);
            var methods = MethodCodes(field, capacity.Methods);
            if (places.TryAdd(code, capacities.Count))
            {
                capacities.Add(new SharedCapacity(code, methods, note.Length == 0 ? null : note));
                continue;
            }
            var first = capacities[places[code]];
            capacities[places[code]] = first with { Methods = People.Methods.FromBits(People.Methods.ToBits(first.Methods.Union(methods))), Note = first.Note ?? (note.Length == 0 ? null : note) };
        }
        CheckCount(field, capacities.Count, ProfileForm.MostCapacities);
        return capacities;
    }

    private IReadOnlyList<string> MethodCodes(ProfileField field, IReadOnlyList<string> given)
    {
        var codes = new List<string>();
        foreach (var code in given)
        {
            if (People.Methods.Find(code) is { } method) codes.Add(method);
            else AddUnknown(field, code);
        }
        return People.Methods.FromBits(People.Methods.ToBits(codes));
    }

    private string Wiki(string given)
    {
        if (string.IsNullOrWhiteSpace(given)) return "";
        if (given.Length <= LongestCodeShown && Data.HomeWiki.Find(given.Trim(), vocabulary) is { } wiki) return wiki.DatabaseName;
        Add(ProfileField.HomeWiki, UnknownWiki, null);
        return "";
    }

    private DateOnly? Until(DateOnly? day)
    {
        if (day < today) Add(ProfileField.NotTakingUntil, Past, null);
        else if (day > today.AddYears(ProfileForm.MostYearsAway)) Add(ProfileField.NotTakingUntil, TooFar, null, ProfileForm.MostYearsAway);
        return day;
    }

    private void CheckCount(ProfileField field, int count, int most)
    {
        if (count > most) Add(field, TooMany, null, most, count);
    }
}
