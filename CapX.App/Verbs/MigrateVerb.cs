using CapX.Data.People;

namespace CapX.App.Verbs;

/// <summary>Migrates the database to this release's schema and reports what was applied: migrate [--rebuild].</summary>
public static class MigrateVerb
{
    private const string Rebuild = "--rebuild";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ([] or [Rebuild])) throw new UsageException($"migrate takes no options except {Rebuild}, which deletes all data first.");
        var isRebuild = args is [Rebuild];
        if (isRebuild && !Settings.IsDevelopment) throw new UsageException($"migrate {Rebuild} deletes all data, so it is refused outside development.");
        using var database = new Database(Settings.DatabaseFromEnvironment());
        if (database.IsOnThisMachine) await database.CreateIfMissingAsync();
        var migrator = new Migrator(database, TimeProvider.System);
        var done = await (isRebuild ? migrator.RebuildAsync() : migrator.RunAsync());
        var hidden = await new SettleNamesCommand(database).RunAsync();
        Console.WriteLine(done.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", done)}");
        if (hidden > 0) Console.WriteLine($"Hid {hidden} display names that look like other people's user names, roles or CapX.");
        return 0;
    }
}
