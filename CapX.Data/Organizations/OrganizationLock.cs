using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Holds an organization's row until the transaction ends, and says what the actor is to it: every command that changes one begins here.</summary>
internal sealed record OrganizationLock(OrganizationState? State, OrganizationStanding? Standing, Relation Roles)
{
    private const string Sql = "SELECT state FROM organization WHERE id = @id FOR UPDATE";
    private const string ManagersSql = "SELECT person_id FROM organization_person WHERE organization_id = @id AND standing = 'manager' ORDER BY person_id";
    private const string StandingSql = "SELECT standing FROM organization_person WHERE organization_id = @id AND person_id = @personId";

    // What moderators removed is not there for curators.
    private Relation Relation => (State == OrganizationState.Withheld ? Relation.None : Roles) | State switch
    {
        OrganizationState.Confirmed => Relation.Reader,
        _ => Relation.None,
    } | Standing switch
    {
        OrganizationStanding.Manager => Relation.Owner,
        OrganizationStanding.Invited => Relation.Invited,
        OrganizationStanding.Said or OrganizationStanding.Member => Relation.Part,
        _ => Relation.None,
    };

    /// <summary>What is merged, or removed by curators or moderators, is in none of the states in which anybody may do anything with it but go.</summary>
    private ThingState ThingState => State switch
    {
        OrganizationState.Proposed => ThingState.Proposed,
        OrganizationState.Confirmed => ThingState.Open,
        OrganizationState.Hidden => ThingState.HeldBack,
        _ => ThingState.None,
    };

    /// <summary>Whether the actor may do that with it.</summary>
    public Verdict Judge(Act act, Actor actor) => State is null ? Verdict.NotTheirs : Permit.Judge(act, Relation, ThingState, actor.PersonId);

    public static async Task<OrganizationLock> TakeAsync(DbTransaction transaction, ulong id, ulong personId, Act act, DateTime now)
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<string>(Sql, new { id }, transaction) is not { } state)
            return new OrganizationLock(null, null, Relation.None);
        return new OrganizationLock(Enum.Parse<OrganizationState>(state, ignoreCase: true), await OfAsync(transaction, id, personId),
            await Permit.RolesAsync(connection, personId, act, now, transaction));
    }

    /// <summary>The central ids of who speaks for it.</summary>
    public static async Task<List<ulong>> ManagersAsync(DbTransaction transaction, ulong id) =>
        (await transaction.Connection!.QueryAsync<ulong>(ManagersSql, new { id }, transaction)).AsList();

    /// <summary>How somebody stands to it, or null.</summary>
    public static async Task<OrganizationStanding?> OfAsync(DbTransaction transaction, ulong id, ulong personId) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<string>(StandingSql, new { id, personId }, transaction) is { } standing
            ? Enum.Parse<OrganizationStanding>(standing, ignoreCase: true) : null;
}
