namespace CapX.Data.Capacities;

/// <summary>The kind of change that is suggested.</summary>
public enum SuggestionKind
{
    Add,

    /// <summary>Another name, description or translation.</summary>
    Name,
    Move,
    Merge,
    Retire,
    Other,
}

public enum SuggestionState
{
    Waiting,
    Accepted,
    Declined,
    Withdrawn,
}

/// <summary>What a person types into the suggestion form.</summary>
public sealed record SuggestionTyped
{
    public required SuggestionKind Kind { get; init; }

    /// <summary>The code of the capacity. For an addition, that of its parent, or empty.</summary>
    public string Capacity { get; init; } = "";

    /// <summary>The code of the new parent or of the capacity to use instead, or empty.</summary>
    public string Other { get; init; } = "";

    /// <summary>The language of name, description and reason.</summary>
    public string Language { get; init; } = "";
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";
    public string Reason { get; init; } = "";
}

/// <summary>A suggestion that a curator accepts by carrying it out, with an optional text.</summary>
public sealed record SuggestionAnswer(ulong Id, string? Word = null);
