using CapX.App.Bench;
using CapX.Data.Verbs;


namespace CapX.App.Verbs;

/// <summary>The verbs of the command line. The first argument names the verb, the default is serve.</summary>
public static class CommandLine
{
    private static readonly Dictionary<string, (string Help, Func<string[], Task<int>> RunAsync)> All = new(StringComparer.Ordinal)
    {
        ["serve"] = ("serve the web site (the default); --urls http://127.0.0.1:5080", ServeVerb.RunAsync),
        ["migrate"] = ("bring the database to this program's schema and load the reference data", MigrateVerb.RunAsync),
        ["seed"] = ("fill a development database with sample people and organizations; --people 300 --seed 1", SeedVerb.RunAsync),
        ["import"] = ("take organizations from a CSV or JSON lines file; organizations FILE [--dry-run] [--confirmed]", ImportVerb.RunAsync),
        ["retain"] = ("end the data whose time is over, as the server does every hour, and say how much", RetainVerb.RunAsync),
        ["stewards"] = ("make people stewards, who give all other roles, until a date; two at least; \"User name\" \"Other name\" --until 2027-12-31",
            StewardsVerb.RunAsync),
        ["verify-log"] = ("check that no row of the moderation log was changed or taken out; [HASH that an earlier run named]", VerifyLogVerb.RunAsync),
        ["bench"] = ("measure the index of people on a database of its own; --people 100000", BenchVerb.RunAsync),
        ["plans"] = ("ask the database how it reads every list of exchanges, on a database of its own; --people 100000 --exchanges 500000", PlansVerb.RunAsync),
        ["refresh-data"] = ("write the generated reference files of a checkout again, from pinned npm packages", RefreshDataVerb.RunAsync),
    };

    /// <summary>Runs the verb. Returns the exit code: 0 success, 1 failure, 2 wrong usage.</summary>
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
            return problem is UsageException ? 2 : 1;
        }
        // Caused by the operator's settings or machine, so a stack trace would not help.
        catch (Exception problem) when (problem is DatabaseAwayException || Database.IsRefusal(problem))
        {
            const string Advice = "Check that the database runs, and what CAPX_DATABASE says: server, user, password and database.";
            await Console.Error.WriteLineAsync($"capx {name}: {problem.Message.TrimEnd('.')}. {Advice}");
            return 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"capx {name}: {problem.Message.TrimEnd('.')}. Check that this account may read and write there.");
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

/// <summary>A verb was called with invalid arguments. The message says which are valid.</summary>
public sealed class UsageException(string message) : Exception(message);
