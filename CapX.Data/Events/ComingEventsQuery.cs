using Dapper;

namespace CapX.Data.Events;

/// <summary>An event to which somebody goes; one that they do not see any more, after a block or since its only organizer hides, they can still leave.</summary>
public sealed record ComingEvent(EventFound Event, bool IsSeen);

/// <summary>The next events for which somebody is registered, for that person.</summary>
public sealed class ComingEventsQuery(Database database, TimeProvider time)
{
    private const int Most = 5;
    private const string Seen = EventVisibility.SeenSql;

    private const string Sql = $"""
        SELECT {EventRow.ColumnsSql}, {Seen} AS {nameof(Row.IsSeen)}
          FROM event_registration r JOIN event e ON e.id = r.event_id
         WHERE r.person_id = @Viewer AND e.state = 'planned' AND e.ends_at > @now AND (r.state = 'registered' OR NOT {Seen})
         ORDER BY e.starts_at, e.id
         LIMIT @Most
        """;

    /// <summary>Soonest first. One command. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<ComingEvent>> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<ComingEvent>>(connection => [.. connection.Query<Row>(Sql, new { Viewer = personId, now, Most }).Select(row => new ComingEvent(row.Found(), row.IsSeen))], token);
    }

    private sealed record Row : EventRow
    {
        public bool IsSeen { get; init; }
    }
}
