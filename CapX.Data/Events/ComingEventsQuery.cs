using Dapper;

namespace CapX.Data.Events;

/// <summary>An upcoming event for which a person is registered. <see cref="Event"/> is null when they can no longer see it, and the title too after moderation
/// or a block. What remains is enough to leave it.</summary>
public sealed record ComingEvent(ulong Id, string? Title, string Language, EventFound? Event);

/// <summary>Reads the next events for which a person is registered. Only that person may call it.</summary>
public sealed class ComingEventsQuery(Database database, TimeProvider time)
{
    private const int Most = 5;
    private const string Seen = EventVisibility.SeenSql;

    private const string Sql = $"""
        SELECT {EventRow.ColumnsSql}, {Seen} AS {nameof(Row.IsSeen)}, {EventVisibility.IsTitleToldSql} AS {nameof(Row.IsTitleTold)}
          FROM event_registration r JOIN event e ON e.id = r.event_id
         WHERE r.person_id = @Viewer AND e.state = 'planned' AND e.ends_at > @now AND (r.state = 'registered' OR NOT {Seen})
         ORDER BY e.starts_at, e.id
         LIMIT @Most
        """;

    /// <summary>Returns the soonest first. One SQL command.</summary>
    public Task<IReadOnlyList<ComingEvent>> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<ComingEvent>>(async connection =>
            [.. (await connection.QueryAsync<Row>(Sql, new { Viewer = personId, now, Most })).Select(Of)], token);
    }

    private static ComingEvent Of(Row row)
    {
        var found = row.Found();
        return new ComingEvent(found.Id, row.IsSeen || row.IsTitleTold ? found.Title : null, found.Language, row.IsSeen ? found : null);
    }

    private sealed record Row : EventRow
    {
        public bool IsTitleTold { get; init; }
        public bool IsSeen { get; init; }
    }
}
