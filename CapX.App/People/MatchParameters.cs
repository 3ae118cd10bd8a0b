using CapX.Data.People;

namespace CapX.App.People;

/// <summary>What /matches shows: people for exchanges both ways, or rings of three, all of them or those through one second person.</summary>
public sealed record MatchChoice
{
    public MatchFilter Filter { get; init; } = new();

    public bool IsRing { get; init; }

    /// <summary>User name of the second person of the rings.</summary>
    public string? Through { get; init; }

    public MatchChoice With(PeopleFilter people) => this with { Filter = Filter with { People = people } };
}

/// <summary>The query string of /matches: that of /people, and three parameters of its own.</summary>
public static class MatchParameters
{
    public const string Languages = "languages";
    public const string Any = "any";
    public const string Ring = "ring";
    public const string RingOn = "1";
    public const string Through = "through";

    /// <summary>What all understood values make, and the values that were not.</summary>
    public static (MatchChoice Choice, IReadOnlyList<RefusedParameter> Refused) Parse(PeopleParameters people, string?[]? languages, string?[]? ring, string? through, Vocabulary lists)
    {
        var (filter, refused) = PeopleFilterParser.Parse(people, lists);
        var all = refused.ToList();
        bool Is(string name, string expected, string?[]? values)
        {
            var given = (values ?? []).OfType<string>().Where(v => v.Length > 0).ToList();
            all.AddRange(given.Where(v => !v.Equals(expected, StringComparison.OrdinalIgnoreCase)).Select(v => new RefusedParameter(name, v)));
            return given.Exists(v => v.Equals(expected, StringComparison.OrdinalIgnoreCase));
        }
        var name = through?.Trim() is { Length: > 0 } typed ? typed : null;
        var choice = new MatchChoice
        {
            Filter = new MatchFilter { People = filter, InAnyLanguage = Is(Languages, Any, languages) },
            IsRing = Is(Ring, RingOn, ring) || name is not null,
            Through = name,
        };
        return (choice, all);
    }

    /// <summary>The query string of a choice; what is as by default is left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToQuery(MatchChoice choice)
    {
        if (choice.IsRing && choice.Through is null) yield return new(Ring, RingOn);
        if (choice.Through is { } through) yield return new(Through, through);
        foreach (var pair in PeopleFilterParser.ToQuery(choice.Filter.People)) yield return pair;
        if (choice.Filter.InAnyLanguage) yield return new(Languages, Any);
    }
}
