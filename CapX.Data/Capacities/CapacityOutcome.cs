namespace CapX.Data.Capacities;

/// <summary>What became of an act on the tree; whatever is not <see cref="Done"/> has changed nothing.</summary>
public enum CapacityActed
{
    Done,
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>There is no such capacity, or the actor is no curator.</summary>
    NotFound,

    /// <summary>Somebody changed it after the form was opened.</summary>
    Stale,

    /// <summary>It was so already.</summary>
    Unchanged,
    BadCode,

    /// <summary>Another capacity has or had the code.</summary>
    CodeTaken,

    /// <summary>A name is missing, or a text is too long or ill-formed.</summary>
    BadText,

    /// <summary>The capacity named beside it is unknown or retired.</summary>
    BadPlace,

    /// <summary>It would stand below itself.</summary>
    Circle,

    /// <summary>Others stand below it.</summary>
    HasChildren,

    /// <summary>Somebody holds it.</summary>
    StillHeld,

    /// <summary>It is in a state in which this cannot be done.</summary>
    NotNow,

    /// <summary>What is to be undone does not stand as it was left.</summary>
    ChangedSince,

    /// <summary>What is needed to undo it is kept no longer.</summary>
    TooLate,
    TooOften,
}

/// <summary>What became of an act, and the code under which the capacity stands now.</summary>
public sealed record CapacityOutcome(CapacityActed Acted, string? Code = null)
{
    /// <summary>The entry of the history, where something was done.</summary>
    public ulong? ChangeId { get; init; }

    /// <summary>The language of a text that is bad.</summary>
    public string? Language { get; init; }
}
