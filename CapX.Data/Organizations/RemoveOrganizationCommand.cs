using System.Data.Common;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Permanently refuses a proposed organization or removes a confirmed one. A curator decides and gives a reason.</summary>
public sealed class RemoveOrganizationCommand(Database database, LiveUpdates news, TimeProvider time)
{
    /// <summary>Maximum length of the reason, in code points.</summary>
    public const int LongestWord = 500;

    private const string OpenSql = """
        SELECT id FROM exchange WHERE proposer_organization_id = @id AND state IN ('proposed', 'accepted', 'under-way')
        UNION SELECT id FROM exchange WHERE recipient_organization_id = @id AND state IN ('proposed', 'accepted', 'under-way')
        """;

    // As when an account is erased: the other side keeps the exchange, and open ones end. An exchange with no side left is deleted.
    private const string LeaveExchangesSql = """
        INSERT INTO exchange_change (exchange_id, state, changed_at)
        SELECT id, IF(state <> 'proposed', 'called-off', IF(proposer_organization_id <=> @id, 'withdrawn', 'declined')), @now FROM exchange WHERE id IN @open;
        UPDATE exchange SET changed_at = @now, state = IF(state <> 'proposed', 'called-off', IF(proposer_organization_id <=> @id, 'withdrawn', 'declined'))
          WHERE id IN @open;
        """;

    private const string EmptySidesSql = """
        DELETE c FROM content c JOIN exchange_message m ON m.id = c.id JOIN exchange e ON e.id = m.exchange_id
         WHERE (e.proposer_organization_id = @id AND e.recipient_person_id IS NULL
                 AND (e.recipient_organization_id IS NULL OR e.recipient_organization_id = @id))
            OR (e.recipient_organization_id = @id AND e.proposer_person_id IS NULL AND e.proposer_organization_id IS NULL);
        DELETE FROM exchange
         WHERE (proposer_organization_id = @id AND recipient_person_id IS NULL AND (recipient_organization_id IS NULL OR recipient_organization_id = @id))
            OR (recipient_organization_id = @id AND proposer_person_id IS NULL AND proposer_organization_id IS NULL);
        UPDATE exchange SET proposer_organization_id = NULL WHERE proposer_organization_id = @id;
        UPDATE exchange SET recipient_organization_id = NULL WHERE recipient_organization_id = @id;
        """;

    private const string ListingsSql = "SELECT id FROM listing WHERE organization_id = @id FOR UPDATE";

    private const string DraftsSql = "DELETE FROM draft WHERE form = @draft";

    // Includes all organizations merged into this one, because their slugs redirected here.
    private const string EmptySql = """
        DELETE c FROM content c JOIN listing l ON l.id = c.id WHERE l.organization_id = @id;
        DELETE FROM notice WHERE content_id = @id;
        DELETE FROM draft WHERE form = @draft;
        DELETE x FROM organization_name x JOIN organization o ON o.id = x.organization_id WHERE o.id = @id OR o.merged_into_id = @id;
        DELETE x FROM organization_territory x JOIN organization o ON o.id = x.organization_id WHERE o.id = @id OR o.merged_into_id = @id;
        DELETE x FROM organization_project x JOIN organization o ON o.id = x.organization_id WHERE o.id = @id OR o.merged_into_id = @id;
        DELETE x FROM organization_capacity x JOIN organization o ON o.id = x.organization_id WHERE o.id = @id OR o.merged_into_id = @id;
        DELETE x FROM capacity_moved x JOIN organization o ON o.id = x.content_id WHERE o.id = @id OR o.merged_into_id = @id;
        DELETE x FROM organization_change x JOIN organization o ON o.id = x.organization_id WHERE o.id = @id OR o.merged_into_id = @id;
        DELETE FROM organization_person WHERE organization_id = @id;
        UPDATE organization
           SET state = 'removed', merged_into_id = NULL, type = 'partner', about = NULL, about_language = NULL, meta_page = NULL, website = NULL,
             mastodon = NULL, report_link = NULL,
               confirmed_at = NULL, updated_at = @now, version = version + 1
         WHERE id = @id OR merged_into_id = @id;
        """;

    // No name produces this slug.
    private const string ForgetAddressSql = "UPDATE organization SET slug = CONCAT('erased--', id) WHERE id = @id OR merged_into_id = @id";

    /// <summary>Idempotent. Notifies the managers of the name and the reason.</summary>
    public async Task<OrganizationActResult> RunAsync(Actor actor, ulong id, string? word, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (WrittenText.OneLine(word ?? "", LongestWord) is not { Length: > 0 } reason) return OrganizationActResult.BadText;
        var told = await database.WriteAsync<Told<OrganizationActResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.RemoveOrganization, now) is { } standing) return standing.Refusal();
            var held = await OrganizationLock.TakeAsync(transaction, id, actor.PersonId, Act.RemoveOrganization, now);
            switch (held.Judge(Act.RemoveOrganization, actor))
            {
                case Verdict.NotTheirs: return OrganizationActResult.NotFound;
                case Verdict.NotNow: return held.State == OrganizationState.Removed ? OrganizationActResult.Done : OrganizationActResult.NotNow;
            }
            return new(OrganizationActResult.Done, await RemoveAsync(transaction, id, reason, now));
        }, token).ConfigureAwait(false);
        // Closes open pages of the removed organization.
        return told.Tell(news);
    }

    /// <summary>Deletes an organization that moderators removed, like a removal by a curator. Also clears the slug and title, so that the name is gone. The
    /// managers know the reason from the decision.</summary>
    internal static async Task RemoveWithheldAsync(DbTransaction transaction, ulong id, DateTime now)
    {
        await transaction.Connection!.ExecuteAsync(ForgetAddressSql, new { id }, transaction);
        await RemoveAsync(transaction, id, null, now);
    }

    /// <summary>Returns whom to tell after the commit.</summary>
    private static async Task<HashSet<ulong>> RemoveAsync(DbTransaction transaction, ulong id, string? reason, DateTime now)
    {
        var connection = transaction.Connection!;
        var name = (await OrganizationRows.ReadAsync(transaction, id))!.Names[0].Name;
        var managers = await OrganizationLock.ManagersAsync(transaction, id);
        HashSet<ulong> told = [.. await LeaveExchangesAsync(transaction, id, managers, now)];
        foreach (var listing in (await connection.QueryAsync<ulong>(ListingsSql, new { id }, transaction)).AsList())
            await connection.ExecuteAsync(DraftsSql, new { draft = SaveListingCommand.DraftName(listing) }, transaction);
        told.UnionWith(await OrganizationEvents.LeaveAsync(transaction, id, isTitleTold: reason is not null, now));
        await CatalogueEntry.RemoveAsync(transaction, id);
        await connection.ExecuteAsync(EmptySql, new { id, now, draft = SaveOrganizationCommand.DraftName(id) }, transaction);
        foreach (var manager in managers)
        {
            await ExchangeSpeakers.LeaveAsync(transaction, manager);
            if (reason is not null) await NewNotice.AddOfRemovedAsync(transaction, manager, OrganizationNotice.Change, name, reason, now);
            told.Add(manager);
        }
        return told;
    }

    /// <summary>Ends open exchanges, and notifies and returns the other side.</summary>
    private static async Task<List<ulong>> LeaveExchangesAsync(DbTransaction transaction, ulong id, List<ulong> managers, DateTime now)
    {
        var connection = transaction.Connection!;
        var open = (await connection.QueryAsync<ulong>(OpenSql, new { id }, transaction)).AsList();
        var others = new List<(ulong Exchange, ExchangeSpeakers Speakers)>();
        foreach (var exchange in open) others.Add((exchange, await ExchangeSpeakers.ReadAsync(transaction, exchange, null)));
        if (open.Count > 0) await connection.ExecuteAsync(LeaveExchangesSql, new { id, open, now }, transaction);
        await connection.ExecuteAsync(EmptySidesSql, new { id }, transaction);
        var told = new List<ulong>();
        foreach (var (exchange, speakers) in others)
            foreach (var other in speakers.Everybody.Except(managers))
            {
                await NewNotice.AddAsync(transaction, other, NoticeKind.Change, exchange, now);
                told.Add(other);
            }
        return told;
    }
}
