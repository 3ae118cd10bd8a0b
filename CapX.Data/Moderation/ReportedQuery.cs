using CapX.Data.Content;

namespace CapX.Data.Moderation;

/// <summary>For the report form: checks whether the thing exists for the viewer, and shows what would be kept as evidence.</summary>
public sealed class ReportedQuery(Database database, TimeProvider time)
{
    /// <summary>Null when there is nothing that the viewer may report.</summary>
    public Task<IReadOnlyList<ContentPart>?> RunAsync(ReportAbout about, Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(async connection => (await ReportedThing.FindAsync(connection, about, viewer, now))?.Parts, token);
    }
}
