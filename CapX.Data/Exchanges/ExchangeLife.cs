namespace CapX.Data.Exchanges;

/// <summary>Where an exchange stands.</summary>
public enum ExchangeState
{
    Proposed,
    Accepted,
    UnderWay,

    /// <summary>Over; nobody has said yet what came of it.</summary>
    Done,

    /// <summary>At least one side said what came of it.</summary>
    Documented,
    Declined,
    Withdrawn,

    /// <summary>Not answered for <see cref="ExchangeLife.DaysToAnswer"/> days.</summary>
    Expired,
    CalledOff,
}

/// <summary>What a party does to an exchange. Expiring is done by time, documenting by the first outcome.</summary>
public enum ExchangeAction
{
    Accept,
    Decline,
    Withdraw,
    Start,
    Finish,
    CallOff,
}

/// <summary>From which side somebody sees an exchange.</summary>
public enum ExchangeSide
{
    Proposer,
    Recipient,
}

/// <summary>The rules of an exchange's life: who may do what in which state, and what it is then.</summary>
public static class ExchangeLife
{
    public const int DaysToAnswer = 30;

    /// <summary>Each action: from which states, by which side (null: either), to which state.</summary>
    private static readonly Dictionary<ExchangeAction, (ExchangeState[] From, ExchangeSide? By, ExchangeState To)> Rules = new()
    {
        [ExchangeAction.Accept] = ([ExchangeState.Proposed], ExchangeSide.Recipient, ExchangeState.Accepted),
        [ExchangeAction.Decline] = ([ExchangeState.Proposed], ExchangeSide.Recipient, ExchangeState.Declined),
        [ExchangeAction.Withdraw] = ([ExchangeState.Proposed], ExchangeSide.Proposer, ExchangeState.Withdrawn),
        [ExchangeAction.Start] = ([ExchangeState.Accepted], null, ExchangeState.UnderWay),
        [ExchangeAction.Finish] = ([ExchangeState.UnderWay], null, ExchangeState.Done),
        [ExchangeAction.CallOff] = ([ExchangeState.Accepted, ExchangeState.UnderWay], null, ExchangeState.CalledOff),
    };

    private static readonly string[] Codes = ["proposed", "accepted", "under-way", "done", "documented", "declined", "withdrawn", "expired", "called-off"];

    /// <summary>The state after an action, or null where that side may not do it now.</summary>
    public static ExchangeState? After(ExchangeState state, ExchangeAction action, ExchangeSide by) =>
        Rules[action] is var rule && rule.From.Contains(state) && (rule.By is null || rule.By == by) ? rule.To : null;

    /// <summary>The state that an action leads to, wherever it starts.</summary>
    public static ExchangeState Target(ExchangeAction action) => Rules[action].To;

    /// <summary>What one side may do now, the way forward first.</summary>
    public static IReadOnlyList<ExchangeAction> Open(ExchangeState state, ExchangeSide by) => [.. Enum.GetValues<ExchangeAction>().Where(action => After(state, action, by) is not null)];

    /// <summary>Whether the two can still write to each other: until it is refused or called off, and after it is done.</summary>
    public static bool MayWrite(ExchangeState state) => state is ExchangeState.Proposed or ExchangeState.Accepted or ExchangeState.UnderWay or ExchangeState.Done or ExchangeState.Documented;

    /// <summary>Whether a side may say, or say anew, what came of it.</summary>
    public static bool MayDocument(ExchangeState state) => state is ExchangeState.Done or ExchangeState.Documented;

    /// <summary>The code of a state, as the database, message keys and addresses have it.</summary>
    public static string Code(this ExchangeState state) => Codes[(int)state];

    /// <summary>The state of a code that the database holds. Throws <see cref="ArgumentException"/> for one that is none.</summary>
    public static ExchangeState State(string code) =>
        Array.IndexOf(Codes, code) is >= 0 and var place ? (ExchangeState)place : throw new ArgumentException($"{code} is no state.", nameof(code));
}
