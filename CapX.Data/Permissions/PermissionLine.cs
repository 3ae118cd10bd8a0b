namespace CapX.Data.Permissions;

/// <summary>A line of the table: who may do something, how far moderators or the wiki may have restrained them, in which states of the thing, and who may not
/// although they are one of these.</summary>
public sealed record PermissionLine(Act Act, Relation By, ActorStanding From = ActorStanding.Limited, ThingState While = ThingState.Any,
    Relation Except = Relation.None)
{
    /// <summary>Whether who stands so may do it at all; visitors, who have no standing, are not asked.</summary>
    public bool Admits(ActorStanding standing) => standing >= From;
}

/// <summary>What the table says to somebody about a thing.</summary>
public enum Verdict
{
    Allowed,

    /// <summary>Not theirs to do, in no state; a thing that they may not read does not exist for them.</summary>
    NotTheirs,

    /// <summary>Theirs, but not in the state in which the thing is.</summary>
    NotNow,
}
