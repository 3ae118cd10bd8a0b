namespace CapX.Data.Capacities;

/// <summary>The result of an act on the tree. Nothing was changed unless it is <see cref="Done"/>.</summary>
public enum CapacityActResult
{
    Done,
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>The capacity does not exist, or the actor is not a curator.</summary>
    NotFound,

    /// <summary>Someone else changed it after the form was opened.</summary>
    Stale,

    /// <summary>There was nothing to change.</summary>
    Unchanged,
    BadCode,

    /// <summary>Another capacity has or had this code.</summary>
    CodeTaken,

    /// <summary>A name is missing, or a text is too long or malformed.</summary>
    BadText,

    /// <summary>The other capacity named is unknown or not open.</summary>
    BadPlace,

    /// <summary>It would end up below itself.</summary>
    Circle,

    /// <summary>It has children.</summary>
    HasChildren,

    /// <summary>Someone holds it.</summary>
    StillHeld,

    /// <summary>Its state does not allow this.</summary>
    NotNow,

    /// <summary>What should be undone was changed again since.</summary>
    ChangedSince,

    /// <summary>The records needed to undo it have been deleted.</summary>
    TooLate,
    TooOften,
}

/// <summary>The result of an act, and the current code of the capacity.</summary>
public sealed record CapacityResult(CapacityActResult Acted, string? Code = null)
{
    /// <summary>The id of the history entry, when something was changed.</summary>
    public ulong? ChangeId { get; init; }

    /// <summary>The language of an invalid text.</summary>
    public string? Language { get; init; }
}
