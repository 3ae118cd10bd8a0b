using CapX.Data.Operations;

namespace CapX.App.Operations;

/// <summary>Fills a development database with sample people.</summary>
public static class SeedVerb
{
    public const int DefaultPeople = 300;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = NumberOptions.Read("seed", args, ("--people", DefaultPeople), ("--seed", 1));
        using var database = new Database(Settings.DatabaseFromEnvironment());
        if (database.IsOnThisMachine) database.CreateIfMissing();
        await new Migrator(database, TimeProvider.System).RunAsync();
        var lists = new Vocabulary();
        await lists.LoadAsync(database);
        await new SeedPeopleCommand(database, lists).RunAsync(options["--people"], options["--seed"]);
        Console.WriteLine($"The database {database.Name} holds {options["--people"]} sample people.");
        return 0;
    }
}
