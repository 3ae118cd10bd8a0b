namespace CapX.Data.Moderation;

/// <summary>What moderators can decide, from the mildest to the hardest.</summary>
public enum DecisionKind
{
    NoAction,

    /// <summary>A word to the person; nothing changes.</summary>
    Advice,

    /// <summary>The content is seen by its owner only.</summary>
    Hide,

    /// <summary>The content is seen by nobody, and erased after <see cref="Decisions.DaysToUndo"/> days.</summary>
    Remove,

    /// <summary>The content is gone at once, with what was frozen of it as evidence, and nobody can bring it back.</summary>
    Erase,

    /// <summary>No proposals and no listings; until a day, or until it is undone.</summary>
    Limit,

    /// <summary>The person reads, exports and erases their own, and appeals; until a day.</summary>
    SuspendUntil,

    /// <summary>The same, until it is undone.</summary>
    Suspend,
}

/// <summary>The rules of decisions.</summary>
public static class Decisions
{
    public const int DaysToUndo = 30;
    public const int DaysToAppeal = 30;

    /// <summary>Of the reason, in code points.</summary>
    public const int LongestReason = 4000;

    /// <summary>How far ahead a day may lie.</summary>
    public const int MostDays = 366 * 2;

    private static readonly string[] Codes = ["no-action", "advice", "hide", "remove", "erase", "limit", "suspend-until", "suspend"];

    /// <summary>The code of a decision, as the database, message keys and forms have it.</summary>
    public static string Code(this DecisionKind kind) => Codes[(int)kind];

    /// <summary>Null for an unknown code.</summary>
    public static DecisionKind? Find(string? code) => Array.IndexOf(Codes, code) is >= 0 and var place ? (DecisionKind)place : null;

    /// <summary>Whether it is about the person, and not about the content.</summary>
    public static bool IsOfPerson(this DecisionKind kind) => kind is DecisionKind.Limit or DecisionKind.SuspendUntil or DecisionKind.Suspend;

    public static bool IsOfContent(this DecisionKind kind) => kind is DecisionKind.Hide or DecisionKind.Remove or DecisionKind.Erase;

    /// <summary>Whether undoing it changes anything.</summary>
    public static bool CanBeUndone(this DecisionKind kind) => kind is > DecisionKind.Advice and not DecisionKind.Erase;
}

/// <summary>What a moderator decides.</summary>
public sealed record DecisionForm
{
    /// <summary>A code of <see cref="DecisionKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Given to the person, who reads it as it is.</summary>
    public string Reason { get; init; } = "";
    public string ReasonLanguage { get; init; } = "";

    /// <summary>The last day, UTC, of a limit or a suspension, as "2027-01-31"; empty for none.</summary>
    public string Until { get; init; } = "";

    /// <summary>Whom it is about, where several answer for the thing: a central id.</summary>
    public ulong? PersonId { get; init; }

    /// <summary>Instead, somebody who has erased the account since: <see cref="CasePerson.FormerId"/>.</summary>
    public ulong? FormerId { get; init; }

    /// <summary>To erase is meant: said besides choosing it.</summary>
    public bool IsConfirmed { get; init; }
    public Guid FormKey { get; init; }
}
