namespace CapX.Data.Moderation;

/// <summary>Whether something was done about a case, a decision or a role, and why not.</summary>
public enum CaseActed
{
    Done,
    SignedOut,

    /// <summary>No such case, or it is not the actor's to handle.</summary>
    NotFound,

    /// <summary>Somebody else has it in hand, or nobody.</summary>
    NotClaimed,

    /// <summary>It was decided already, the time for it is over, or it does not fit.</summary>
    NotNow,

    /// <summary>A text is missing or too long.</summary>
    BadText,

    /// <summary>A day is missing, past, or too far away.</summary>
    BadDate,

    /// <summary>What was chosen is not to be had for this thing, or nobody was chosen.</summary>
    BadChoice,

    /// <summary>What nobody can take back must be confirmed.</summary>
    NotConfirmed,
    TooOften,
}
