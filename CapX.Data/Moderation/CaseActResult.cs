namespace CapX.Data.Moderation;

/// <summary>Outcome of a command on a case, a decision or a role.</summary>
public enum CaseActResult
{
    Done,
    SignedOut,

    /// <summary>The case does not exist, or the actor may not handle it.</summary>
    NotFound,

    /// <summary>The case is claimed by someone else, or by no one.</summary>
    NotClaimed,

    /// <summary>Already decided, past the deadline, or not applicable in this state.</summary>
    NotNow,

    /// <summary>A required text is missing or too long.</summary>
    BadText,

    /// <summary>The date is missing, in the past, or too far in the future.</summary>
    BadDate,

    /// <summary>The choice is not available for this thing, or no person was chosen.</summary>
    BadChoice,

    /// <summary>An irreversible action needs an explicit confirmation.</summary>
    NotConfirmed,
    TooOften,
}
