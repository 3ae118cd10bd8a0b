namespace CapX.App.Shell;

/// <summary>/healthz: the process is alive, whatever the state of the database. /readyz: the process can serve pages now.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("alive")).WithMetadata(new ServedAlways());
        app.MapGet("/readyz", async (Readiness readiness, Database database, Vocabulary vocabulary, TimeProvider time, CancellationToken token) =>
        {
            var checks = new Dictionary<string, bool>(StringComparer.Ordinal)
            {
                ["database"] = false,
                ["migrated"] = false,
                ["taxonomy"] = vocabulary.IsLoaded,
                ["index"] = readiness.IsReady,
            };
            if (readiness.IsStopping) checks["running"] = false;
            try
            {
                checks["migrated"] = await new Migrator(database, time).IsCurrentAsync(token);
                checks["database"] = true;
            }
            catch (DatabaseAwayException)
            {
                // Reported as "database": false.
            }
            return Results.Json(checks, statusCode: checks.Values.All(ok => ok) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).WithMetadata(new ServedAlways());
    }
}
