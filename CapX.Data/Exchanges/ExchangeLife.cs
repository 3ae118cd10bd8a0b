using CapX.Data.Permissions;

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

/// <summary>The rules of an exchange's life: what it is after each action. Who may do what in which state is written in <see
/// cref="PermissionTable"/>.</summary>
public static class ExchangeLife
{
    public const int DaysToAnswer = 30;

    /// <summary>Each action: as what the permission table knows it, and to which state it leads.</summary>
    private static readonly Dictionary<ExchangeAction, (Act Act, ExchangeState To)> Rules = new()
    {
        [ExchangeAction.Accept] = (Act.AcceptExchange, ExchangeState.Accepted),
        [ExchangeAction.Decline] = (Act.DeclineExchange, ExchangeState.Declined),
        [ExchangeAction.Withdraw] = (Act.WithdrawExchange, ExchangeState.Withdrawn),
        [ExchangeAction.Start] = (Act.StartExchange, ExchangeState.UnderWay),
        [ExchangeAction.Finish] = (Act.FinishExchange, ExchangeState.Done),
        [ExchangeAction.CallOff] = (Act.CallExchangeOff, ExchangeState.CalledOff),
    };

    private static readonly string[] Codes = ["proposed", "accepted", "under-way", "done", "documented", "declined", "withdrawn", "expired", "called-off"];

    /// <summary>The state after an action, or null where that side may not do it now.</summary>
    public static ExchangeState? After(ExchangeState state, ExchangeAction action, ExchangeSide by) =>
        May(Rules[action].Act, by, state) ? Rules[action].To : null;

    /// <summary>Whether nothing comes after an action.</summary>
    public static bool Ends(ExchangeAction action) => action is ExchangeAction.Decline or ExchangeAction.Withdraw or ExchangeAction.CallOff;

    /// <summary>What the permission table calls an action.</summary>
    public static Act Asked(ExchangeAction action) => Rules[action].Act;

    /// <summary>What the permission table calls who speaks for a side.</summary>
    public static Relation Relation(ExchangeSide side) => side == ExchangeSide.Proposer ? Permissions.Relation.Proposer : Permissions.Relation.Recipient;

    /// <summary>The state that an action leads to, wherever it starts.</summary>
    public static ExchangeState Target(ExchangeAction action) => Rules[action].To;

    /// <summary>What one side may do now, the way forward first.</summary>
    public static IReadOnlyList<ExchangeAction> Open(ExchangeState state, ExchangeSide by) =>
        [.. Enum.GetValues<ExchangeAction>().Where(action => After(state, action, by) is not null)];

    /// <summary>Whether the two can still write to each other: until it is refused or called off, and after it is done.</summary>
    public static bool MayWrite(ExchangeState state) => May(Act.SendMessage, ExchangeSide.Proposer, state);

    /// <summary>Whether a side may say, or say anew, what came of it.</summary>
    public static bool MayDocument(ExchangeState state) => May(Act.WriteOutcome, ExchangeSide.Proposer, state);

    private static bool May(Act act, ExchangeSide by, ExchangeState state) => PermissionTable.Judge(act, Relation(by), state switch
    {
        ExchangeState.Proposed => ThingState.Proposed,
        ExchangeState.Accepted => ThingState.Accepted,
        ExchangeState.UnderWay => ThingState.Open,
        ExchangeState.Done or ExchangeState.Documented => ThingState.Over,
        _ => ThingState.Closed,
    }) == Verdict.Allowed;

    /// <summary>The code of a state, as the database, message keys and addresses have it.</summary>
    public static string Code(this ExchangeState state) => Codes[(int)state];

    /// <summary>The state of a code that the database holds. Throws <see cref="ArgumentException"/> for one that is none.</summary>
    public static ExchangeState State(string code) =>
        Array.IndexOf(Codes, code) is >= 0 and var place ? (ExchangeState)place : throw new ArgumentException($"{code} is no state.", nameof(code));
}
