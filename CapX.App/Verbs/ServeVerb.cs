using System.Net;
using System.Net.Sockets;
using CapX.App.PracticeWiki;

namespace CapX.App.Verbs;

/// <summary>Serves the site until the process is stopped.</summary>
public static class ServeVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = AppBuilder.Build(args);
        CheckAddresses(app);
        var readiness = app.Services.GetRequiredService<Readiness>();
        await app.StartAsync();
        if (readiness.Refused is null && app.Services.GetRequiredService<Settings>().UsesPracticeWiki) SayWhoCanSignIn(app.Urls.First());
        await app.WaitForShutdownAsync();
        return readiness.Refused is { } refused ? throw refused : 0;
    }

    /// <summary>Checks the addresses first, because the server would log a failure to listen with a stack trace.</summary>
    private static void CheckAddresses(WebApplication app)
    {
        foreach (var url in (app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                var address = BindingAddress.Parse(url);
                if (address.Scheme == Uri.UriSchemeHttps)
                    throw new UsageException($"serve cannot listen on {url}: it has no certificate. Use http behind a proxy that provides https.");
                if (address.Port == 0 || address.IsUnixPipe || address.IsNamedPipe) continue;
                var isNumber = IPAddress.TryParse(address.Host.Trim('[', ']'), out var host);
                using var probe = new TcpListener(isNumber ? host! : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any, address.Port);
                probe.Start();
            }
            catch (Exception wrong) when (wrong is FormatException or ArgumentOutOfRangeException or SocketException)
            {
                var why = wrong.Message.TrimEnd('.');
                throw new UsageException($"serve cannot listen on {url}: {why}. Use a free address on this machine, such as --urls http://127.0.0.1:5080");
            }
        }
    }

    private static void SayWhoCanSignIn(string address)
    {
        Console.WriteLine($"\nCapX: {address}\nAccounts on the practice wiki (they have no passwords):");
        foreach (var account in PracticeAccount.All) Console.WriteLine($"  {account.Key,-15} {account.Username,-22} {account.About}");
        Console.WriteLine("Press Ctrl-C to stop.\n");
    }
}
