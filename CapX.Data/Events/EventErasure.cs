using System.Data.Common;
using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Handles events when an account is erased. Deletes those without another organizer, even if others are invited. Frees places and updates the owners
/// in the catalogue.</summary>
internal static class EventErasure
{
    private const string OwnSql = """
        SELECT e.id AS Item1, e.state = 'planned' AND e.ends_at > @now AS Item2 FROM event e
         WHERE e.id IN (SELECT a.event_id FROM event_organizer a WHERE a.person_id = @personId AND a.standing = 'organizer')
           AND NOT EXISTS (SELECT 1 FROM event_organizer b WHERE b.event_id = e.id AND b.standing = 'organizer'
             AND (b.organization_id IS NOT NULL OR b.person_id <> @personId))
         ORDER BY e.id FOR UPDATE
        """;

    private const string OthersSql =
        "SELECT event_id FROM event_registration WHERE person_id = @personId UNION SELECT event_id FROM event_organizer WHERE person_id = @personId";

    private const string HoldSql = "SELECT id FROM event WHERE id IN @others ORDER BY id FOR UPDATE";

    private const string PeopleSql = "SELECT person_id FROM event_registration WHERE event_id = @id AND person_id <> @personId ORDER BY id";

    // The title was written by the erased person, so the texts of what others learned lose it.
    private const string DeleteSql = """
        UPDATE event_learned SET event_title = NULL WHERE event_id IN @ids;
        DELETE FROM content WHERE id IN @ids;
        """;

    private const string OwnersSql = """
        UPDATE catalogue c
           SET c.owner_id = (SELECT IF(COUNT(*) = 1, MAX(a.person_id), NULL) FROM event_organizer a WHERE a.event_id = c.id AND a.standing = 'organizer')
         WHERE c.id IN @ids
        """;

    /// <summary>Runs before the account is deleted. Returns the other events involved, to be passed to <see cref="SettleAsync"/>.</summary>
    public static async Task<IReadOnlyList<ulong>> LeaveAsync(DbTransaction transaction, ulong personId, DateTime now)
    {
        var connection = transaction.Connection!;
        var own = (await connection.QueryAsync<(ulong Id, bool IsToCome)>(OwnSql, new { personId, now }, transaction)).AsList();
        foreach (var (id, _) in own.Where(e => e.IsToCome))
            foreach (var person in (await connection.QueryAsync<ulong>(PeopleSql, new { id, personId }, transaction)).AsList())
                await NewNotice.AddOfGoneAsync(transaction, person, EventNotice.Cancelled, null, now);
        if (own.Count > 0) await connection.ExecuteAsync(DeleteSql, new { ids = own.Select(e => e.Id) }, transaction);
        var others = (await connection.QueryAsync<ulong>(OthersSql, new { personId }, transaction)).AsList();
        return others.Count == 0 ? [] : (await connection.QueryAsync<ulong>(HoldSql, new { others }, transaction)).AsList();
    }

    /// <summary>Runs after the account is deleted.</summary>
    public static async Task SettleAsync(DbTransaction transaction, IReadOnlyList<ulong> ids, DateTime now)
    {
        if (ids.Count == 0) return;
        await transaction.Connection!.ExecuteAsync(OwnersSql, new { ids }, transaction);
        foreach (var id in ids) await EventPlaces.FillAsync(transaction, id, now);
    }
}
