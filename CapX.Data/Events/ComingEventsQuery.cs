using Dapper;

namespace CapX.Data.Events;

/// <summary>The next events for which somebody is registered, for that person.</summary>
public sealed class ComingEventsQuery(Database database, TimeProvider time)
{
    private const int Most = 5;

    private const string Sql = $"""
        SELECT {EventRow.ColumnsSql}
          FROM event_registration r JOIN event e ON e.id = r.event_id
         WHERE r.person_id = @Viewer AND r.state = 'registered' AND e.state = 'planned' AND e.ends_at > @now AND ({EventVisibility.ListedSql} OR {EventVisibility.OrganizesSql})
         ORDER BY e.starts_at, e.id
         LIMIT @Most
        """;

    /// <summary>Soonest first. One command. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<EventFound>> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<EventFound>>(connection => [.. connection.Query<EventRow>(Sql, new { Viewer = personId, now, Most }).Select(row => row.Found())], token);
    }
}
