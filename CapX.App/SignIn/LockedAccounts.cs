using CapX.App.Wiki;
using CapX.Data.SignIn;

namespace CapX.App.SignIn;

/// <summary>Ends the sessions of accounts that were locked on all wikis after they had signed in; asks the wiki about everybody who is signed in, twice a
/// day.</summary>
public sealed partial class LockedAccounts(SignedInQuery signedIn, SignOutEverywhereCommand signOutEverywhere, ActionApi wiki, TimeProvider time,
    ILogger<LockedAccounts> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(12);

    // One after the other and slowly: nobody waits for it, and the wiki has others to serve.
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(200);

    /// <summary>How many accounts were found locked. Throws <see cref="DatabaseAwayException"/>, <see cref="WikiException"/>.</summary>
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

    [LoggerMessage(LogLevel.Warning, "Locked accounts are looked for again later: the wiki or the database is away")]
    private partial void LogAway();
}
