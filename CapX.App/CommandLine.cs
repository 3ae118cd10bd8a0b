using CapX.App.Bench;
using CapX.App.Verbs;
using CapX.Data.Verbs;

namespace CapX.App;

/// <summary>The verbs of the command line. The first argument names the verb, the default is serve.</summary>
public static class CommandLine
{
    private static readonly Dictionary<string, (string Help, Func<string[], Task<int>> RunAsync)> All = new(StringComparer.Ordinal)
    {
        ["serve"] = ("serve the website (the default); --urls http://127.0.0.1:5080", ServeVerb.RunAsync),
        ["migrate"] = ("update the database schema and load the reference data; --rebuild deletes all data first, in development only", MigrateVerb.RunAsync),
        ["seed"] = ("fill a development database with sample people and organizations; --people 300 --seed 1", SeedVerb.RunAsync),
        ["import"] = ("import organizations from a CSV or JSON lines file; organizations FILE [--dry-run] [--confirmed]", ImportVerb.RunAsync),
        ["retain"] = ("delete data past its retention period, as the server does every hour, and print how much", RetainVerb.RunAsync),
        ["stewards"] = ("appoint stewards, who grant all other roles, until a date; at least two; \"User name\" \"Other name\" --until 2027-12-31",
            StewardsVerb.RunAsync),
        ["verify-log"] = ("check that no row of the moderation log was changed or removed; [HASH printed by an earlier run]", VerifyLogVerb.RunAsync),
        ["bench"] = ("measure the people index in a separate database; --people 100000", BenchVerb.RunAsync),
        ["plans"] = ("check how the database reads every list of exchanges, in a separate database; --people 100000 --exchanges 500000", PlansVerb.RunAsync),
        ["refresh-data"] = ("regenerate the reference files of a checkout from pinned npm packages", RefreshDataVerb.RunAsync),
    };

    /// <summary>Runs the verb. Returns the exit code: 0 success, 1 failure, 2 wrong usage, 3 a database that an earlier development version
    /// made.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var isNamed = args.Length > 0 && !args[0].StartsWith('-');
        var (name, rest) = isNamed ? (args[0], args[1..]) : ("serve", args);
        if (name == "help" || args is ["--help" or "-h", ..]) return Help(Console.Out, 0);
        if (!All.TryGetValue(name, out var verb)) return Help(Console.Error, 2);
        try
        {
            return await verb.RunAsync(rest);
        }
        catch (Exception problem) when (problem
            is SettingsException or ConnectionStringException or SeedRefusedException or MigrationException or SecretsException
            or UsageException)
        {
            await Console.Error.WriteLineAsync($"capx {name}: {problem.Message}");
            return problem switch { UsageException => 2, EarlierDatabaseException => 3, _ => 1 };
        }
        // Caused by the operator's settings or machine, so a stack trace would not help.
        catch (Exception problem) when (problem is DatabaseAwayException || Database.IsRefusal(problem))
        {
            const string Advice = "Check that the database is running and that CAPX_DATABASE is correct: server, user, password and database.";
            await Console.Error.WriteLineAsync($"capx {name}: {problem.Message.TrimEnd('.')}. {Advice}");
            return 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"capx {name}: {problem.Message.TrimEnd('.')}. Check that this account can read and write there.");
            return 1;
        }
    }

    private static int Help(TextWriter to, int exitCode)
    {
        to.WriteLine("CapX.App [verb] [options]");
        foreach (var (name, verb) in All) to.WriteLine($"  {name,-14} {verb.Help}");
        return exitCode;
    }
}
