using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Reads the next events that a person or an organization organizes, for their page. Returns only events that lists show to the viewer.</summary>
public sealed class OrganizedEventsQuery(Database database, TimeProvider time)
{
    private const int Most = 10;

    private const string Rest =
        $"a.standing = 'organizer' AND e.state = 'planned' AND e.ends_at > @now AND {EventVisibility.ListedSql} ORDER BY e.starts_at, e.id LIMIT @Most";

    private static readonly ViewerSql OfPersonSql = new($"""
        SELECT {EventRow.ColumnsSql} FROM event_organizer a JOIN event e ON e.id = a.event_id JOIN person p ON p.id = a.person_id WHERE a.person_id = @id
         AND {PersonVisibility.Sql} AND {Rest}
        """);

    private static readonly ViewerSql OfOrganizationSql = new($"""
        SELECT {EventRow.ColumnsSql} FROM event_organizer a JOIN event e ON e.id = a.event_id WHERE a.organization_id = @id AND {Rest}
        """);

    /// <summary>Returns the soonest first. One SQL command.</summary>
    public Task<IReadOnlyList<EventFound>> OfPersonAsync(ulong id, Viewer viewer, CancellationToken token = default) =>
        RunAsync(OfPersonSql, id, viewer, token);

    /// <summary>Returns the soonest first. One SQL command.</summary>
    public Task<IReadOnlyList<EventFound>> OfOrganizationAsync(ulong id, Viewer viewer, CancellationToken token = default) =>
        RunAsync(OfOrganizationSql, id, viewer, token);

    private Task<IReadOnlyList<EventFound>> RunAsync(ViewerSql sql, ulong id, Viewer viewer, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<EventFound>>(async connection =>
            [.. (await connection.QueryAsync<EventRow>(sql.For(viewer), new { id, Viewer = viewer.PersonId, now, Most })).Select(row => row.Found())], token);
    }
}
