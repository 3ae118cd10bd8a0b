using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Locks an organization's row until the transaction ends, and holds the actor's relation to it. Every command that changes an organization starts
/// here.</summary>
internal sealed record OrganizationLock(OrganizationState? State, OrganizationStanding? Standing, Relation Roles)
{
    private const string Sql = "SELECT state FROM organization WHERE id = @id FOR UPDATE";
    private const string ManagersSql = $"SELECT m.person_id FROM organization_person m WHERE m.organization_id = @id AND {Managing.Sql} ORDER BY m.person_id";
    private const string StandingSql = "SELECT standing FROM organization_person WHERE organization_id = @id AND person_id = @personId";

    // Curators have no access to what moderators removed.
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

    /// <summary>A merged or removed organization maps to None, where leaving is the only possible act.</summary>
    private ThingState ThingState => State switch
    {
        OrganizationState.Proposed => ThingState.Proposed,
        OrganizationState.Confirmed => ThingState.Open,
        OrganizationState.Hidden => ThingState.HeldBack,
        _ => ThingState.None,
    };

    /// <summary>Checks whether the actor may perform the act on the organization.</summary>
    public Verdict Judge(Act act, Actor actor) => State is null ? Verdict.NotTheirs : Permit.Judge(act, Relation, ThingState, actor.PersonId);

    public static async Task<OrganizationLock> TakeAsync(DbTransaction transaction, ulong id, ulong personId, Act act, DateTime now)
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<string>(Sql, new { id }, transaction) is not { } state)
            return new OrganizationLock(null, null, Relation.None);
        return new OrganizationLock(Enum.Parse<OrganizationState>(state, ignoreCase: true), await OfAsync(transaction, id, personId),
            await Permit.RolesAsync(connection, personId, act, now, transaction));
    }

    /// <summary>The central ids of the managers.</summary>
    public static async Task<List<ulong>> ManagersAsync(DbTransaction transaction, ulong id) =>
        (await transaction.Connection!.QueryAsync<ulong>(ManagersSql, new { id }, transaction)).AsList();

    /// <summary>A person's relation to the organization, or null.</summary>
    public static async Task<OrganizationStanding?> OfAsync(DbTransaction transaction, ulong id, ulong personId) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<string>(StandingSql, new { id, personId }, transaction) is { } standing
            ? Enum.Parse<OrganizationStanding>(standing, ignoreCase: true) : null;
}
