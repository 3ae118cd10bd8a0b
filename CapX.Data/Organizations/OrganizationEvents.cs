using System.Data.Common;
using CapX.Data.Events;
using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Handles events when an organization is removed. Deletes those without another organizer and updates the catalogue for the rest.</summary>
internal static class OrganizationEvents
{
    private const string OwnSql = """
        SELECT e.id AS Item1, e.title AS Item2, e.state = 'planned' AND e.ends_at > @now AS Item3
          FROM event e JOIN event_organizer a ON a.event_id = e.id
         WHERE a.organization_id = @id AND NOT EXISTS (SELECT 1 FROM event_organizer b WHERE b.event_id = e.id AND b.id <> a.id AND b.standing = 'organizer')
         ORDER BY e.id FOR UPDATE
        """;

    private const string PeopleSql = "SELECT person_id FROM event_registration WHERE event_id = @id ORDER BY id";

    private const string DeleteSql = """
        UPDATE event_learned w JOIN event e ON e.id = w.event_id SET w.event_title = IF(@isTitleTold, e.title, NULL) WHERE e.id IN @ids;
        DELETE FROM content WHERE id IN @ids;
        DELETE FROM draft WHERE form IN @drafts;
        """;

    private const string OthersSql = "SELECT event_id FROM event_organizer WHERE organization_id = @id ORDER BY event_id FOR UPDATE";
    private const string LeaveSql = "DELETE FROM event_organizer WHERE organization_id = @id";

    /// <summary>Returns the people notified. The title is left out when moderators erased the organization.</summary>
    public static async Task<IEnumerable<ulong>> LeaveAsync(DbTransaction transaction, ulong organization, bool isTitleTold, DateTime now)
    {
        var connection = transaction.Connection!;
        var told = new HashSet<ulong>();
        var own = (await connection.QueryAsync<(ulong Id, string Title, bool IsToCome)>(OwnSql, new { id = organization, now }, transaction)).AsList();
        foreach (var (id, title, _) in own.Where(e => e.IsToCome))
            foreach (var person in (await connection.QueryAsync<ulong>(PeopleSql, new { id }, transaction)).AsList())
            {
                await NewNotice.AddOfGoneAsync(transaction, person, EventNotice.Cancelled, isTitleTold ? title : null, now);
                told.Add(person);
            }
        if (own.Count > 0) await connection.ExecuteAsync(DeleteSql,
            new { ids = own.Select(e => e.Id), drafts = own.Select(e => SaveEventCommand.DraftName(e.Id)), isTitleTold }, transaction);
        var others = (await connection.QueryAsync<ulong>(OthersSql, new { id = organization }, transaction)).AsList();
        await connection.ExecuteAsync(LeaveSql, new { id = organization }, transaction);
        await EventErasure.SettleAsync(transaction, others, now);
        return told;
    }
}
