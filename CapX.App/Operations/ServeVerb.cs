using CapX.App.PracticeWiki;

namespace CapX.App.Operations;

/// <summary>Serves the web site until the process is told to stop.</summary>
public static class ServeVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = AppBuilder.Build(args);
        var readiness = app.Services.GetRequiredService<Readiness>();
        await app.StartAsync();
        if (readiness.Refused is null && app.Services.GetRequiredService<Settings>().UsesPracticeWiki) SayWhoCanSignIn(app.Urls.First());
        await app.WaitForShutdownAsync();
        return readiness.Refused is { } refused ? throw refused : 0;
    }

    private static void SayWhoCanSignIn(string address)
    {
        Console.WriteLine($"\nCapX: {address}\nAccounts of the practice wiki, without passwords:");
        foreach (var account in PracticeAccount.All) Console.WriteLine($"  {account.Key,-15} {account.Username,-22} {account.About}");
        Console.WriteLine("Ctrl-C stops everything.\n");
    }
}
