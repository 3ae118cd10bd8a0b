namespace CapX.Data.Moderation;

/// <summary>The decisions a moderator can make, from mildest to most severe.</summary>
public enum DecisionKind
{
    NoAction,

    /// <summary>A message to the person. Nothing changes.</summary>
    Advice,

    /// <summary>Only the owner sees the content.</summary>
    Hide,

    /// <summary>No one sees the content. It is erased after <see cref="Decisions.DaysToUndo"/> days.</summary>
    Remove,

    /// <summary>Erases the content and its evidence at once. Cannot be undone.</summary>
    Erase,

    /// <summary>No proposals and no listings, until a day or until undone.</summary>
    Limit,

    /// <summary>The person can only read, export and erase their own data, and appeal, until a day.</summary>
    SuspendUntil,

    /// <summary>Like <see cref="SuspendUntil"/>, until undone.</summary>
    Suspend,
}

/// <summary>Limits and codes of decisions.</summary>
public static class Decisions
{
    public const int DaysToUndo = 30;
    public const int DaysToAppeal = 30;

    /// <summary>Maximum length of the reason, in code points.</summary>
    public const int LongestReason = 4000;

    /// <summary>How many days ahead an end date may be.</summary>
    public const int MostDays = 366 * 2;

    private static readonly string[] Codes = ["no-action", "advice", "hide", "remove", "erase", "limit", "suspend-until", "suspend"];

    /// <summary>The code used in the database, message keys and forms.</summary>
    public static string Code(this DecisionKind kind) => Codes[(int)kind];

    /// <summary>Null for an unknown code.</summary>
    public static DecisionKind? Find(string? code) => Array.IndexOf(Codes, code) is >= 0 and var place ? (DecisionKind)place : null;

    /// <summary>True when the decision is about the person rather than the content.</summary>
    public static bool IsOfPerson(this DecisionKind kind) => kind is DecisionKind.Limit or DecisionKind.SuspendUntil or DecisionKind.Suspend;

    public static bool IsOfContent(this DecisionKind kind) => kind is DecisionKind.Hide or DecisionKind.Remove or DecisionKind.Erase;

    /// <summary>True when undoing the decision has an effect.</summary>
    public static bool CanBeUndone(this DecisionKind kind) => kind is > DecisionKind.Advice and not DecisionKind.Erase;
}

/// <summary>A moderator's decision as submitted.</summary>
public sealed record DecisionForm
{
    /// <summary>A code of <see cref="DecisionKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Shown to the person unchanged.</summary>
    public string Reason { get; init; } = "";
    public string ReasonLanguage { get; init; } = "";

    /// <summary>The last day of a limit or suspension, as "2027-01-31". Empty for none.</summary>
    public string Until { get; init; } = "";

    /// <summary>The central id of the person concerned, when several people are responsible for the thing.</summary>
    public ulong? PersonId { get; init; }

    /// <summary>The former member concerned, by <see cref="CasePerson.FormerId"/>. Used instead of <see cref="PersonId"/>.</summary>
    public ulong? FormerId { get; init; }

    /// <summary>Explicit confirmation of an erasure, in addition to choosing it.</summary>
    public bool IsConfirmed { get; init; }
    public Guid FormKey { get; init; }
}
