using System.Data.Common;
using Dapper;

namespace CapX.Data.Permissions;

/// <summary>Asks the <see cref="PermissionTable"/> for somebody as they stand at this moment, inside a command's transaction: the principal of a circuit may be
/// hours old.</summary>
internal static class Permit
{
    private const string StandingOfSql = "IF(p.standing = 'suspended', 'suspended', IF(p.blocked, 'blocked', p.standing))";

    // Whoever is being suspended at this moment is waited for, and nobody is suspended before the act is done: it does not come after the decision.
    private const string StandingSql = $"""
        SELECT {StandingOfSql} FROM person p
         WHERE p.id = @PersonId AND EXISTS (SELECT 1 FROM session s WHERE s.id = @Session AND s.person_id = p.id AND s.expires_at > @now)
          LOCK IN SHARE MODE
        """;

    private const string RolesSql = $"""
        SELECT {StandingOfSql} AS Item1, (SELECT GROUP_CONCAT(r.role) FROM person_role r WHERE r.person_id = p.id AND r.until_at > @now) AS Item2 FROM person p
         WHERE p.id = @personId
        """;

    private static readonly (string Code,
        Relation Relation)[] OfRoles = [("curator", Relation.Curator), ("moderator", Relation.Moderator), ("steward", Relation.Steward)];

    /// <summary>How an actor stands who may do no such thing now, to whatever it were; null for one who may.</summary>
    public static async Task<ActorStanding?> RefusalAsync(DbTransaction transaction, Actor actor, Act act, DateTime now)
    {
        var standing = await ReadAsync(transaction, actor, now);
        if (standing != ActorStanding.SignedOut && PermissionTable.Admits(act, standing)) return null;
        AccessDenied.Tell(act, actor.PersonId, standing.ToString());
        return standing;
    }

    /// <summary>How an actor stands: signed out where the session is over.</summary>
    public static async Task<ActorStanding> ReadAsync(DbTransaction transaction, Actor actor, DateTime now) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<string>(StandingSql, new { actor.Session, actor.PersonId, now }, transaction) is { } standing
            ? Enum.Parse<ActorStanding>(standing, ignoreCase: true)
            : ActorStanding.SignedOut;

    /// <summary>The roles by which somebody, who stands as they do, may do such a thing now.</summary>
    public static async Task<Relation> RolesAsync(DbConnection connection, ulong? personId, Act act, DateTime now, DbTransaction? transaction = null)
    {
        if (personId is null
            || await connection.QuerySingleOrDefaultAsync<(string, string?)?>(RolesSql, new { personId, now }, transaction) is not var (standing, roles))
                return Relation.None;
        if (roles is null || !PermissionTable.Admits(act, Enum.Parse<ActorStanding>(standing, ignoreCase: true))) return Relation.None;
        var held = roles.Split(',');
        return OfRoles.Where(role => held.Contains(role.Code)).Aggregate(Relation.None, (all, role) => all | role.Relation);
    }

    /// <summary>Whether somebody may do something by a role of theirs.</summary>
    public static async Task<bool> HasRoleAsync(DbConnection connection, ulong? personId, Act act, DateTime now) =>
        PermissionTable.Judge(act, await RolesAsync(connection, personId, act, now)) == Verdict.Allowed;

    /// <summary>Whether an actor may do what only roles may do.</summary>
    public static async Task<bool> HasRoleAsync(DbTransaction transaction, Actor actor, Act act, DateTime now) =>
        Judge(act, await RolesAsync(transaction.Connection!, actor.PersonId, act, now, transaction), ThingState.Any, actor.PersonId) == Verdict.Allowed;

    /// <summary>What the table says to a person; a refusal is told to the log.</summary>
    public static Verdict Judge(Act act, Relation relation, ThingState state, ulong? personId)
    {
        var verdict = PermissionTable.Judge(act, relation, state);
        if (verdict == Verdict.NotTheirs) AccessDenied.Tell(act, personId, relation.ToString());
        return verdict;
    }
}
