using CapX.Data.Permissions;

namespace CapX.Data.Exchanges;

public enum ExchangeState
{
    Proposed,
    Accepted,
    UnderWay,

    /// <summary>Finished, but no side has said yet what came of it.</summary>
    Done,

    /// <summary>At least one side has said what came of it.</summary>
    Documented,
    Declined,
    Withdrawn,

    /// <summary>Not answered for <see cref="ExchangeLife.DaysToAnswer"/> days.</summary>
    Expired,
    CalledOff,
}

/// <summary>What a party can do to an exchange. Expiry is automatic, and the first outcome documents it.</summary>
public enum ExchangeAction
{
    Accept,
    Decline,
    Withdraw,
    Start,
    Finish,
    CallOff,
}

/// <summary>A side of an exchange.</summary>
public enum ExchangeSide
{
    Proposer,
    Recipient,
}

/// <summary>The state machine of exchanges. Who may do what in which state is defined in <see cref="PermissionTable"/>.</summary>
public static class ExchangeLife
{
    public const int DaysToAnswer = 30;

    /// <summary>For each action, its act in the permission table and the state it leads to.</summary>
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

    /// <summary>Returns the state after an action, or null when that side may not take it now.</summary>
    public static ExchangeState? After(ExchangeState state, ExchangeAction action, ExchangeSide by) =>
        May(Rules[action].Act, by, state) ? Rules[action].To : null;

    /// <summary>True when an action ends the exchange.</summary>
    public static bool Ends(ExchangeAction action) => action is ExchangeAction.Decline or ExchangeAction.Withdraw or ExchangeAction.CallOff;

    /// <summary>Returns the act of an action in the permission table.</summary>
    public static Act Asked(ExchangeAction action) => Rules[action].Act;

    /// <summary>Returns the relation in the permission table of those who speak for a side.</summary>
    public static Relation Relation(ExchangeSide side) => side == ExchangeSide.Proposer ? Permissions.Relation.Proposer : Permissions.Relation.Recipient;

    /// <summary>Returns the state that an action leads to, whatever the current state.</summary>
    public static ExchangeState Target(ExchangeAction action) => Rules[action].To;

    /// <summary>Returns what one side may do now, the way forward first.</summary>
    public static IReadOnlyList<ExchangeAction> Open(ExchangeState state, ExchangeSide by) =>
        [.. Enum.GetValues<ExchangeAction>().Where(action => After(state, action, by) is not null)];

    /// <summary>True while the two sides can write to each other, which includes the time after it is done. False once it was declined, withdrawn, called off
    /// or has expired.</summary>
    public static bool MayWrite(ExchangeState state) => May(Act.SendMessage, ExchangeSide.Proposer, state);

    /// <summary>True when a side may say what came of it, or change what it said.</summary>
    public static bool MayDocument(ExchangeState state) => May(Act.WriteOutcome, ExchangeSide.Proposer, state);

    private static bool May(Act act, ExchangeSide by, ExchangeState state) => PermissionTable.Judge(act, Relation(by), state switch
    {
        ExchangeState.Proposed => ThingState.Proposed,
        ExchangeState.Accepted => ThingState.Accepted,
        ExchangeState.UnderWay => ThingState.Open,
        ExchangeState.Done or ExchangeState.Documented => ThingState.Over,
        _ => ThingState.Closed,
    }) == Verdict.Allowed;

    /// <summary>Returns the code used in the database, in message keys and in URLs.</summary>
    public static string Code(this ExchangeState state) => Codes[(int)state];

    /// <summary>Returns the state for a code from the database. Throws <see cref="ArgumentException"/> for an unknown code.</summary>
    public static ExchangeState State(string code) =>
        Array.IndexOf(Codes, code) is >= 0 and var place ? (ExchangeState)place : throw new ArgumentException($"{code} is not a state.", nameof(code));
}
