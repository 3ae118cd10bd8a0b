using System.Data.Common;
using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Gives the free places of an event to the waiting list, in order. The caller holds the lock on the event's row.</summary>
internal static class EventPlaces
{
    /// <summary>How long before an event its reminder is due.</summary>
    public static readonly TimeSpan ReminderBefore = TimeSpan.FromDays(1);

    private const string EventSql = """
        SELECT seats AS Item1, starts_at AS Item2 FROM event WHERE id = @id AND state = 'planned' AND moderated IS NULL AND registration = 'tool'
         AND ends_at > @now
        """;

    private const string TakenSql = "SELECT COUNT(*) FROM event_registration WHERE event_id = @id AND state = 'registered'";

    private const string NextSql = "SELECT person_id FROM event_registration WHERE event_id = @id AND state = 'waiting' ORDER BY registered_at, id LIMIT @free";

    private const string ToldSql = $"""
        SELECT r.person_id FROM event e JOIN event_registration r ON r.event_id = e.id WHERE e.id = @id AND r.person_id IN @people
         AND NOT {EventVisibility.IsRegisteredPartedSql} ORDER BY r.id
        """;

    private const string MoveSql = """
        UPDATE event_registration SET state = 'registered', reminded_at = IF(@isSoon, @now, reminded_at) WHERE event_id = @id AND person_id IN @people
        """;

    /// <summary>Returns the people who moved up, and notifies them. Skips <paramref name="untold"/>, who sees the result at once, and people with a block
    /// between them and the only organizer. Events held back by moderators give no places. Those who move up on the last day get no separate
    /// reminder.</summary>
    public static async Task<IReadOnlyList<ulong>> FillAsync(DbTransaction transaction, ulong id, DateTime now, ulong? untold = null)
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<(long? Seats, DateTime StartsAt)?>(EventSql, new { id, now }, transaction) is not { } planned) return [];
        var free = planned.Seats is { } seats ? seats - await connection.ExecuteScalarAsync<long>(TakenSql, new { id }, transaction) : int.MaxValue;
        var people = free <= 0 ? [] : (await connection.QueryAsync<ulong>(NextSql, new { id, free }, transaction)).AsList();
        if (people.Count == 0) return [];
        await connection.ExecuteAsync(MoveSql, new { id, now, people, isSoon = planned.StartsAt - now <= ReminderBefore }, transaction);
        foreach (var person in (await connection.QueryAsync<ulong>(ToldSql, new { id, people }, transaction)).AsList().Where(p => p != untold))
            await NewNotice.AddOfContentAsync(transaction, person, EventNotice.Place, id, now);
        return people;
    }
}
