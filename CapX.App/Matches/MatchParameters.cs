using CapX.App.People;
using CapX.App.Search;
using CapX.Data.Index;

namespace CapX.App.Matches;

/// <summary>The view of /matches: people for mutual exchanges, or rings of three. Either all rings, or those through one second person.</summary>
public sealed record MatchChoice
{
    public MatchFilter Filter { get; init; } = new();

    public bool IsRing { get; init; }

    /// <summary>The user name of the second person of the rings.</summary>
    public string? Through { get; init; }

    public MatchChoice With(PeopleFilter people) => this with { Filter = Filter with { People = people } };
}

/// <summary>The query string of /matches: some filters of /people, and three parameters of its own.</summary>
public static class MatchParameters
{
    public const string Languages = "languages";
    public const string Any = "any";
    public const string Ring = "ring";
    public const string RingOn = "1";
    public const string Through = "through";

    public static readonly SearchList List = PeopleFilterParser.List with
    {
        Path = MatchesUrls.Matches,
        Facets = [Facet.Offers, Facet.Wants, Facet.Language, Facet.Territory],
    };

    /// <summary>Parses the query string. Returns the choice from all valid values, and the invalid values.</summary>
    public static (MatchChoice Choice, IReadOnlyList<RefusedParameter> Refused) Parse(IQueryCollection query, Vocabulary vocabulary)
    {
        var reader = new QueryReader(query);
        var people = PeopleFilterParser.ToFilter(SearchChoice.Read(List, reader, vocabulary) with { Queries = [] });
        var through = reader.Many(Through, name => WrittenText.OneLine(UserName.Name(name), UserName.Longest) is { Length: > 0 } fit ? fit : null)
            is [var first, ..] ? first : null;
        var choice = new MatchChoice
        {
            Filter = new MatchFilter { People = people, InAnyLanguage = reader.Has(Languages, Any) },
            IsRing = reader.Has(Ring, RingOn) || through is not null,
            Through = through,
        };
        return (choice, reader.Refused);
    }

    /// <summary>The query string of a choice, without default values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToQuery(MatchChoice choice)
    {
        if (choice.IsRing && choice.Through is null) yield return new(Ring, RingOn);
        if (choice.Through is { } through) yield return new(Through, through);
        foreach (var pair in PeopleFilterParser.ToChoice(choice.Filter.People, List).ToQuery()) yield return pair;
        if (choice.Filter.InAnyLanguage) yield return new(Languages, Any);
    }
}
