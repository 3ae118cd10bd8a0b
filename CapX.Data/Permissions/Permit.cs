using System.Data.Common;
using Dapper;

namespace CapX.Data.Permissions;

/// <summary>Checks the <see cref="PermissionTable"/> with a person's current standing, inside a command's transaction. The principal of a circuit may be hours
/// old.</summary>
internal static class Permit
{
    private const string StandingOfSql = "IF(p.standing = 'suspended', 'suspended', IF(p.blocked, 'blocked', p.standing))";

    // The shared lock waits for a concurrent suspension and holds off new ones until commit, so that no act follows the decision.
    private const string StandingSql = $"""
        SELECT {StandingOfSql} FROM person p
         WHERE p.id = @PersonId AND EXISTS (SELECT 1 FROM session s WHERE s.id = @Session AND s.person_id = p.id AND s.expires_at > @now)
          LOCK IN SHARE MODE
        """;

    private const string LockSql = "SELECT p.id FROM person p WHERE p.id = @personId FOR UPDATE";

    private const string RolesSql = $"""
        SELECT {StandingOfSql} AS Item1, (SELECT GROUP_CONCAT(r.role) FROM person_role r WHERE r.person_id = p.id AND r.until_at > @now) AS Item2 FROM person p
         WHERE p.id = @personId
        """;

    private static readonly (string Code,
        Relation Relation)[] OfRoles = [("curator", Relation.Curator), ("moderator", Relation.Moderator), ("steward", Relation.Steward)];

    /// <summary>Lets one person's commands that count or compare something run one after another. Call it first in the transaction.</summary>
    public static Task LockAsync(DbTransaction transaction, ulong personId) => transaction.Connection!.ExecuteAsync(LockSql, new { personId }, transaction);

    /// <summary>The actor's standing when it does not permit the act on anything. Null when the act is permitted.</summary>
    public static async Task<ActorStanding?> RefusalAsync(DbTransaction transaction, Actor actor, Act act, DateTime now)
    {
        var standing = await ReadAsync(transaction, actor, now);
        if (standing != ActorStanding.SignedOut && PermissionTable.Admits(act, standing)) return null;
        AccessDenied.Tell(act, actor.PersonId, standing.ToString());
        return standing;
    }

    /// <summary>The actor's current standing. SignedOut when the session has ended.</summary>
    public static async Task<ActorStanding> ReadAsync(DbTransaction transaction, Actor actor, DateTime now) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<string>(StandingSql, new { actor.Session, actor.PersonId, now }, transaction) is { } standing
            ? Enum.Parse<ActorStanding>(standing, ignoreCase: true)
            : ActorStanding.SignedOut;

    /// <summary>The person's current roles, provided that their standing permits the act. Otherwise None.</summary>
    public static async Task<Relation> RolesAsync(DbConnection connection, ulong? personId, Act act, DateTime now, DbTransaction? transaction = null)
    {
        if (personId is null
            || await connection.QuerySingleOrDefaultAsync<(string, string?)?>(RolesSql, new { personId, now }, transaction) is not var (standing, roles))
            return Relation.None;
        if (roles is null || !PermissionTable.Admits(act, Enum.Parse<ActorStanding>(standing, ignoreCase: true))) return Relation.None;
        var held = roles.Split(',');
        return OfRoles.Where(role => held.Contains(role.Code)).Aggregate(Relation.None, (all, role) => all | role.Relation);
    }

    /// <summary>True when one of the person's roles permits the act.</summary>
    public static async Task<bool> HasRoleAsync(DbConnection connection, ulong? personId, Act act, DateTime now) =>
        PermissionTable.Judge(act, await RolesAsync(connection, personId, act, now)) == Verdict.Allowed;

    /// <summary>True when one of the actor's roles permits the act. Reports a refusal.</summary>
    public static async Task<bool> HasRoleAsync(DbTransaction transaction, Actor actor, Act act, DateTime now) =>
        Judge(act, await RolesAsync(transaction.Connection!, actor.PersonId, act, now, transaction), ThingState.Any, actor.PersonId) == Verdict.Allowed;

    /// <summary>Like <see cref="PermissionTable.Judge"/>, and reports a NotTheirs refusal through <see cref="AccessDenied"/>.</summary>
    public static Verdict Judge(Act act, Relation relation, ThingState state, ulong? personId)
    {
        var verdict = PermissionTable.Judge(act, relation, state);
        if (verdict == Verdict.NotTheirs) AccessDenied.Tell(act, personId, relation.ToString());
        return verdict;
    }
}
