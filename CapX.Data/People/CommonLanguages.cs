namespace CapX.Data.People;

/// <summary>The languages two people share. Variants count as one language: a writer of British English can read American English.</summary>
public static class CommonLanguages
{
    /// <summary>Those of <paramref name="theirs"/> that are also mine. For a language shared only through different variants, includes their
    /// variants.</summary>
    public static IReadOnlyList<string> Of(CodeTree languages, IReadOnlyList<string> theirs, IReadOnlyList<string> mine)
    {
        string Base(string code) => languages.Find(code) is { } entry ? languages.Root(entry).Code : code;
        var same = theirs.Intersect(mine).ToHashSet(StringComparer.Ordinal);
        var settled = same.Select(Base).ToHashSet(StringComparer.Ordinal);
        var others = mine.Select(Base).Except(settled).ToHashSet(StringComparer.Ordinal);
        return [.. theirs.Where(code => same.Contains(code) || others.Contains(Base(code)))];
    }

    /// <summary>The languages a person speaks, at any level above "0".</summary>
    public static IReadOnlyList<string> Spoken(PersonFound person) => Spoken(person.Languages);

    /// <summary>The codes of the languages with a level above "0".</summary>
    public static IReadOnlyList<string> Spoken(IReadOnlyList<LanguageLevel> languages) => [.. languages.Where(l => l.Level != "0").Select(l => l.Code)];
}
