namespace CapX.Data.Permissions;

/// <summary>One line of the permission table: who may perform the act, from which standing on, in which states of the thing, and which relations are
/// excluded.</summary>
public sealed record PermissionLine(Act Act, Relation By, ActorStanding From = ActorStanding.Limited, ThingState While = ThingState.Any,
    Relation Except = Relation.None)
{
    /// <summary>True when the standing permits the act at all. Visitors have no standing and are not checked.</summary>
    public bool Admits(ActorStanding standing) => standing >= From;
}

/// <summary>The permission table's answer.</summary>
public enum Verdict
{
    Allowed,

    /// <summary>Not permitted in any state. A thing the person may not read is treated as nonexistent.</summary>
    NotTheirs,

    /// <summary>Permitted in other states of the thing, but not in the current one.</summary>
    NotNow,
}
