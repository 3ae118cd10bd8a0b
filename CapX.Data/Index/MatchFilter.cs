namespace CapX.Data.Index;

/// <summary>Which matches are sought, in which order, and which page of them.</summary>
public sealed record MatchFilter
{
    /// <summary>What others must fit as on /people, with order and page. Its offers and wants mean the asker's own: of what the asker wants, only what stands
    /// at or below
    /// <see cref="PeopleFilter.Offers"/> counts, of what the asker offers, only what stands at or below <see cref="PeopleFilter.Wants"/>.</summary>
    public PeopleFilter People { get; init; } = new();

    /// <summary>Also people with whom no language is shared.</summary>
    public bool InAnyLanguage { get; init; }
}

/// <summary>Whoever asks for matches. Given by the asker, because the index holds no hidden profiles.</summary>
public sealed record MatchParty
{
    public required ulong Id { get; init; }
    public required IReadOnlyList<string> Offers { get; init; }
    public required IReadOnlyList<string> Wants { get; init; }

    /// <summary>Those of a level above 0.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
}
