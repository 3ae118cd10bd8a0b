using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Reminds registered people one day before an event, once each, as recorded in the registration. People who registered within that day get no
/// reminder.</summary>
public sealed class RemindEventsCommand(Database database, LiveUpdates news, TimeProvider time)
{
    private const int Portion = 200;

    // Starts from the few events of the next day. The other join order reads and locks every registration.
    private const string DueSql = $"""
        SELECT r.id AS {nameof(Due.Id)}, r.event_id AS {nameof(Due.EventId)}, r.person_id AS {nameof(Due.PersonId)}
          FROM event e STRAIGHT_JOIN event_registration r ON r.event_id = e.id AND r.state = 'registered'
         WHERE e.state = 'planned' AND e.moderated IS NULL AND e.starts_at > @now AND e.starts_at <= @until AND r.reminded_at IS NULL
           AND r.registered_at <= e.starts_at - INTERVAL 1 DAY
           AND NOT {EventVisibility.IsRegisteredPartedSql}
         ORDER BY r.id
         LIMIT @Portion
           FOR UPDATE
        """;

    private const string RemindedSql = "UPDATE event_registration SET reminded_at = @now WHERE id IN @ids";

    /// <summary>Returns how many people were reminded.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var (all, count) = (0, 0);
        do
        {
            var now = time.GetUtcNow().UtcDateTime;
            var told = await database.WriteAsync<Told<int>>(async transaction =>
            {
                var due = (await transaction.Connection!.QueryAsync<Due>(DueSql, new { now, until = now + EventPlaces.ReminderBefore, Portion },
                    transaction)).AsList();
                if (due.Count == 0) return 0;
                foreach (var one in due) await NewNotice.AddOfContentAsync(transaction, one.PersonId, EventNotice.Reminder, one.EventId, now);
                return new(await transaction.Connection!.ExecuteAsync(RemindedSql, new { now, ids = due.Select(d => d.Id) }, transaction),
                    due.ConvertAll(d => d.PersonId));
            }, token).ConfigureAwait(false);
            count = told.Tell(news);
            all += count;
        }
        while (count == Portion);
        return all;
    }

    private sealed record Due
    {
        public ulong Id { get; init; }
        public ulong EventId { get; init; }
        public ulong PersonId { get; init; }
    }
}
