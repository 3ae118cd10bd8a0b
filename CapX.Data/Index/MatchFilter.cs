namespace CapX.Data.Index;

/// <summary>Which matches to find, in which order, and which page.</summary>
public sealed record MatchFilter
{
    /// <summary>Filters the other people as on /people, with order and page. Offers and wants restrict the asker's own capacities instead. Only what the asker
    /// wants at or below <see cref="Facet.Offers"/> counts, and what the asker offers at or below <see cref="Facet.Wants"/>.</summary>
    public PeopleFilter People { get; init; } = new();

    /// <summary>Includes people who share no language with the asker.</summary>
    public bool InAnyLanguage { get; init; }
}

/// <summary>The person who asks for matches. The caller supplies it, because the index contains no hidden profiles.</summary>
public sealed record MatchParty
{
    public required ulong Id { get; init; }
    public required IReadOnlyList<string> Offers { get; init; }
    public required IReadOnlyList<string> Wants { get; init; }

    /// <summary>Languages of a level above 0.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
}
