using CapX.Data.People;

namespace CapX.App.Verbs;

/// <summary>Migrates the database to this release's schema and reports what was applied.</summary>
public static class MigrateVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0) throw new UsageException("migrate takes no options.");
        using var database = new Database(Settings.DatabaseFromEnvironment());
        if (database.IsOnThisMachine) await database.CreateIfMissingAsync();
        var done = await new Migrator(database, TimeProvider.System).RunAsync();
        var hidden = await new SettleNamesCommand(database).RunAsync();
        Console.WriteLine(done.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", done)}");
        if (hidden > 0) Console.WriteLine($"Hid {hidden} display names that look like other people's user names, roles or CapX.");
        return 0;
    }
}
