using System.Diagnostics;
using CapX.Data.Bench;
using CapX.Data.Verbs;

namespace CapX.App.Bench;

/// <summary>The database for measurements, next to the configured one.</summary>
internal static class BenchDatabase
{
    /// <summary>Smallest usable number of people. With fewer, some queries find nothing and the results say nothing about large data.</summary>
    public const int Least = 100_000;

    /// <summary>Creates, migrates and seeds the database with that many sample people. They are kept for the next measurement.</summary>
    public static async Task<(Database Database, Vocabulary Vocabulary)> PrepareAsync(int people)
    {
        using var configured = new Database(Settings.DatabaseFromEnvironment());
        var database = configured.Beside($"{configured.Name}_bench");
        await database.CreateIfMissingAsync();
        var migrator = new Migrator(database, TimeProvider.System);
        try
        {
            await migrator.RunAsync();
        }
        catch (EarlierDatabaseException)
        {
            // It has only sample data.
            await migrator.RebuildAsync();
        }
        var vocabulary = new Vocabulary();
        await vocabulary.LoadAsync(database);
        var seed = new SeedPeopleCommand(database, vocabulary);
        if (await seed.CountAsync() != people)
        {
            Console.WriteLine($"seeding {database.Name} with {people} people …");
            var clock = Stopwatch.StartNew();
            await new SeedExchangesCommand(database).RunAsync(0, people);
            await seed.RunAsync(people, seed: 1);
            await migrator.AnalyzeAsync();
            Console.WriteLine($"seeded in {clock.Elapsed.TotalSeconds:0} s");
        }
        return (database, vocabulary);
    }
}
