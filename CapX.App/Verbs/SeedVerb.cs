using CapX.App.PracticeWiki;
using CapX.Data.People;
using CapX.Data.Verbs;

namespace CapX.App.Verbs;

/// <summary>Fills a development database with sample people, organizations, listings and events.</summary>
public static class SeedVerb
{
    public const int DefaultPeople = 300;
    private const string IfEmpty = "--if-empty";

    public static async Task<int> RunAsync(string[] args)
    {
        var options = NumberOptions.Read("seed", [.. args.Where(a => a != IfEmpty)], 0, ("--people", DefaultPeople), ("--seed", 1));
        using var database = new Database(Settings.DatabaseFromEnvironment());
        if (database.IsOnThisMachine) await database.CreateIfMissingAsync();
        var migrator = new Migrator(database, TimeProvider.System);
        await migrator.RunAsync();
        var vocabulary = new Vocabulary();
        await vocabulary.LoadAsync(database);
        var seed = new SeedPeopleCommand(database, vocabulary);
        if (args.Contains(IfEmpty) && !await seed.IsNobodyThereAsync()) return 0;
        await seed.RunAsync(options["--people"], options["--seed"]);
        await new SeedRolesCommand(database, TimeProvider.System).RunAsync(PracticeAccount.All.Where(a => a.InCapX is not null)
            .Select(a => new SampleRole(a.Id, a.Username, a.InCapX!.Value)));
        await new SettleNamesCommand(database).RunAsync();
        await new SeedOrganizationsCommand(database, vocabulary).RunAsync(options["--seed"]);
        await new SeedListingsCommand(database, vocabulary).RunAsync(options["--seed"]);
        await new SeedEventsCommand(database, vocabulary, TimeProvider.System).RunAsync(options["--seed"]);
        await migrator.AnalyzeAsync();
        Console.WriteLine($"The database {database.Name} contains {options["--people"]} sample people, {SeedOrganizationsCommand.Count} sample organizations, "
            + $"and up to {SeedListingsCommand.Count} sample listings and {SeedEventsCommand.Count} sample events.");
        return 0;
    }
}
