using CapX.App.Shell;
using CapX.Data.Privacy;

namespace CapX.App.Verbs;

/// <summary>Deletes data past its retention period, as the server does every hour, and reports the number per kind.</summary>
public static class RetainVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0) throw new UsageException("retain takes no options.");
        using var database = new Database(Settings.DatabaseFromEnvironment());
        Console.WriteLine($"Deleted data past its retention period: {HourlyCleanup.Told(await new RetainCommand(database, TimeProvider.System).RunAsync())}");
        return 0;
    }
}
