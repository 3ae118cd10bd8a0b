using CapX.App.Wiki;
using CapX.Data.SignIn;

namespace CapX.App.SignIn;

/// <summary>Ends the sessions of accounts that were locked on all wikis after they logged in. Checks all logged-in accounts twice a day.</summary>
public sealed partial class LockedAccounts(SignedInQuery signedIn, SignOutEverywhereCommand signOutEverywhere, ActionApi wiki, TimeProvider time,
    ILogger<LockedAccounts> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(12);

    // Sequential and slow, to spare the wiki.
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns the number of accounts found locked.</summary>
    /// <exception cref="WikiException">The wiki cannot be reached or its response is invalid.</exception>
    public async Task<int> CheckAsync(CancellationToken token)
    {
        var locked = 0;
        foreach (var person in await signedIn.RunAsync(token))
        {
            if (await wiki.IsLockedAsync(person.Username, token))
            {
                await signOutEverywhere.RunAsync(person.Id, token);
                locked++;
            }
            await Task.Delay(BetweenCalls, token);
        }
        return locked;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogChecked(await CheckAsync(stoppingToken));
            }
            catch (Exception away) when (away is DatabaseAwayException or WikiException)
            {
                LogAway();
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Ended the sessions of {Count} locked accounts")]
    private partial void LogChecked(int count);

    [LoggerMessage(LogLevel.Warning, "Locked accounts could not be checked, trying again later: the wiki or the database is unreachable")]
    private partial void LogAway();
}
