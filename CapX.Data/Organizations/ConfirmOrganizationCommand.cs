using System.Data.Common;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>A curator's decisions about an organization: confirms it, or merges it into another.</summary>
public sealed class ConfirmOrganizationCommand(Database database, Vocabulary vocabulary, LiveUpdates news, TimeProvider time)
{
    private const string ConfirmSql = "UPDATE organization SET state = 'confirmed', confirmed_at = @now WHERE id = @id";
    private const string TargetSql = "SELECT id FROM organization WHERE slug = @slug AND state = 'confirmed' FOR UPDATE";

    // No one verified that the proposer of an unconfirmed duplicate manages the real organization. Its people only claim membership there, which the real
    // managers confirm or not. Pending invitations are dropped.
    private const string DoubleSql = """
        DELETE m FROM organization_person m JOIN organization o ON o.id = m.organization_id WHERE o.id = @id AND o.confirmed_at IS NULL
          AND m.standing = 'invited';
        UPDATE organization_person m JOIN organization o ON o.id = m.organization_id SET m.standing = 'said', m.hands_over_id = NULL WHERE o.id = @id
          AND o.confirmed_at IS NULL;
        """;

    // Managers of the merged organization become managers of the target. People already in the target keep their role there. Exchanges between the two end,
    // because an organization cannot have an exchange with itself.
    private const string MergeSql = """
        UPDATE organization SET state = 'merged', merged_into_id = @target, updated_at = @now WHERE id = @id;
        UPDATE organization SET merged_into_id = @target WHERE merged_into_id = @id;
        UPDATE IGNORE organization_person SET organization_id = @target WHERE organization_id = @id;
        DELETE FROM organization_person WHERE organization_id = @id;
        INSERT INTO exchange_change (exchange_id, state, changed_at)
        SELECT id, IF(state = 'proposed', 'withdrawn', 'called-off'), @now FROM exchange
         WHERE proposer_organization_id IN (@id, @target) AND recipient_organization_id IN (@id, @target) AND state IN ('proposed', 'accepted', 'under-way');
        UPDATE exchange SET changed_at = @now, state = IF(state = 'proposed', 'withdrawn', 'called-off')
         WHERE proposer_organization_id IN (@id, @target) AND recipient_organization_id IN (@id, @target) AND state IN ('proposed', 'accepted', 'under-way');
        UPDATE exchange SET recipient_organization_id = NULL WHERE proposer_organization_id IN (@id, @target) AND recipient_organization_id IN (@id, @target);
        UPDATE exchange SET proposer_organization_id = @target WHERE proposer_organization_id = @id;
        UPDATE exchange SET recipient_organization_id = @target WHERE recipient_organization_id = @id;
        UPDATE listing SET organization_id = @target WHERE organization_id = @id;
        UPDATE notice SET content_id = @target WHERE content_id = @id;
        UPDATE IGNORE event_organizer SET organization_id = @target WHERE organization_id = @id;
        DELETE FROM event_organizer WHERE organization_id = @id;
        UPDATE decision SET organization_id = @target WHERE organization_id = @id;
        UPDATE moderation_case SET organization_id = @target WHERE organization_id = @id AND thing <> 'organization';
        """;

    /// <summary>Makes the organization public. Idempotent.</summary>
    public Task<OrganizationActResult> ConfirmAsync(Actor actor, ulong id, CancellationToken token = default) =>
        RunAsync(actor, id, Act.ConfirmOrganization, async (transaction, now, managers) =>
    {
        await transaction.Connection!.ExecuteAsync(ConfirmSql, new { id, now }, transaction);
        await OrganizationRows.ListAsync(transaction, vocabulary, id);
        await OrganizationRows.NoteAsync(transaction, id, actor.PersonId, OrganizationChange.Confirmed, now);
        foreach (var manager in managers) await NewNotice.AddOfContentAsync(transaction, manager, OrganizationNotice.Change, id, now);
        return new(OrganizationActResult.Done, managers);
    }, token);

    /// <summary>Merges the organization into another confirmed one. Its slug redirects there, and its people, exchanges and listings move there. People of a
    /// never confirmed organization move without their rights.</summary>
    public Task<OrganizationActResult> MergeAsync(Actor actor, ulong id, string intoSlug, CancellationToken token = default) =>
        RunAsync(actor, id, Act.MergeOrganization, async (transaction, now, managers) =>
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<ulong?>(TargetSql, new { slug = Unseen.Drop(intoSlug).Trim() }, transaction) is not { } target
            || target == id) return OrganizationActResult.NobodyOfThatName;
        var theirs = await OrganizationLock.ManagersAsync(transaction, target);
        await connection.ExecuteAsync(DoubleSql, new { id }, transaction);
        await connection.ExecuteAsync(MergeSql, new { id, target, now }, transaction);
        await OrganizationRows.ListAsync(transaction, vocabulary, id);
        await OrganizationRows.NoteAsync(transaction, id, actor.PersonId, OrganizationChange.Merged, now);
        await OrganizationRows.NoteAsync(transaction, target, actor.PersonId, OrganizationChange.Merged, now);
        foreach (var manager in managers) await ExchangeSpeakers.LeaveAsync(transaction, manager);
        // Both sides learn who is now a manager or claims membership.
        List<ulong> both = [.. managers.Union(theirs)];
        foreach (var manager in both) await NewNotice.AddOfContentAsync(transaction, manager, OrganizationNotice.Change, target, now);
        return new(OrganizationActResult.Done, both);
    }, token);

    private async Task<OrganizationActResult> RunAsync(Actor actor, ulong id, Act asked,
        Func<DbTransaction, DateTime, List<ulong>, Task<Told<OrganizationActResult>>> act, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<OrganizationActResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, asked, now) is { } standing) return standing.Refusal();
            switch ((await OrganizationLock.TakeAsync(transaction, id, actor.PersonId, asked, now)).Judge(asked, actor))
            {
                case Verdict.NotTheirs: return OrganizationActResult.NotFound;
                case Verdict.NotNow: return OrganizationActResult.NotNow;
            }
            return await act(transaction, now, await OrganizationLock.ManagersAsync(transaction, id));
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }
}
