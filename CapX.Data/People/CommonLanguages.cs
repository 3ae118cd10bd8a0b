namespace CapX.Data.People;

/// <summary>In which languages two people meet. A language and its variants are one: who writes British English reads American English.</summary>
public static class CommonLanguages
{
    /// <summary>Of their codes, those that are mine too; and where only another variant of the same language is mine, their variants.</summary>
    public static IReadOnlyList<string> Of(CodeTree languages, IReadOnlyList<string> theirs, IReadOnlyList<string> mine)
    {
        string Base(string code) => languages.Find(code) is { } entry ? languages.Root(entry).Code : code;
        var same = theirs.Intersect(mine).ToHashSet(StringComparer.Ordinal);
        var settled = same.Select(Base).ToHashSet(StringComparer.Ordinal);
        var others = mine.Select(Base).Except(settled).ToHashSet(StringComparer.Ordinal);
        return [.. theirs.Where(code => same.Contains(code) || others.Contains(Base(code)))];
    }

    /// <summary>The languages that somebody speaks at all.</summary>
    public static IReadOnlyList<string> Spoken(PersonFound person) => Spoken(person.Languages);

    /// <summary>Of somebody's languages, those that they speak at all.</summary>
    public static IReadOnlyList<string> Spoken(IReadOnlyList<LanguageLevel> languages) => [.. languages.Where(l => l.Level != "0").Select(l => l.Code)];
}
