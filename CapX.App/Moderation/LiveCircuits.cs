using System.Collections.Concurrent;
using CapX.App.SignIn;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace CapX.App.Moderation;

/// <summary>The circuits that live now: an account has a few at most, and whoever was suspended, or signed out everywhere, has none a few seconds
/// later.</summary>
public sealed class LiveCircuits
{
    /// <summary>How many live pages one account has; each costs memory as long as it is open.</summary>
    public const int MostOfOne = 8;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<EndedCircuit, bool> _circuits = new();

    /// <summary>Takes in a circuit. Where its account has too many, those pause that were not used for the longest time, first of all those whose browser is
    /// away.</summary>
    internal void Add(EndedCircuit circuit)
    {
        _circuits[circuit] = true;
        if (circuit.PersonId == 0) return;
        var mine = _circuits.Keys.Where(c => c.PersonId == circuit.PersonId && !c.IsEnded);
        foreach (var idle in mine.OrderByDescending(c => c == circuit).ThenByDescending(c => c.IsConnected).ThenByDescending(c => c.LastHeard).Skip(MostOfOne))
            idle.Pause();
    }

    internal void Remove(EndedCircuit circuit) => _circuits.TryRemove(circuit, out _);

    /// <summary>Tells every browser to keep its page, and to go on with it when the program is back. Waits until all have it, or for that time.</summary>
    public async Task PauseAllAsync(TimeSpan most)
    {
        foreach (var circuit in _circuits.Keys) circuit.PauseForRestart();
        for (var waited = TimeSpan.Zero; waited < most && _circuits.Keys.Any(c => c.IsConnected && !c.IsEnded); waited += Moment) await Task.Delay(Moment);
    }

    /// <summary>Ends each circuit whose session is over or whose person is suspended; asks the database once for all of them. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
    public async Task EndAsync(LiveSessionsQuery sessions, CancellationToken token)
    {
        var circuits = _circuits.Keys.Where(c => c.Session is not null).ToList();
        if (circuits.Count == 0) return;
        var states = await sessions.RunAsync([.. circuits.Select(c => (c.Session!, c.PersonId))], token);
        foreach (var circuit in circuits)
            if (states[Convert.ToHexString(circuit.Session!)] is not SessionState.Live and var why)
                circuit.End(why);
    }
}

/// <summary>One circuit: knows whose session it began with, and ends when that is over. The browser goes to a page that says why, and what is behind the old
/// one is cut off: the framework keeps a circuit for a browser that comes back, but this one hears, and says, nothing more.</summary>
internal sealed class EndedCircuit(LiveCircuits circuits, AuthenticationStateProvider authentication, NavigationManager navigation, IJSRuntime browser,
    IHttpContextAccessor http) : CircuitHandler
{
    private HttpContext? _connection;
    private volatile bool _isEnded;
    private long _lastHeard = Environment.TickCount64;

    /// <summary>The session's id; null for a visitor.</summary>
    public byte[]? Session { get; private set; }

    /// <summary>The account's id; 0 for a visitor.</summary>
    public ulong PersonId { get; private set; }

    public bool IsEnded => _isEnded;

    /// <summary>Whether a browser is at the other end.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>When somebody last did something on the page, by the clock that counts since the machine started.</summary>
    public long LastHeard => Volatile.Read(ref _lastHeard);

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var person = CurrentPerson.From((await authentication.GetAuthenticationStateAsync()).User);
        (Session, PersonId) = (person?.Session, person?.Id ?? 0);
        circuits.Add(this);
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        (_connection, IsConnected) = (http.HttpContext, true);
        // Before anything that waits for it is sent.
        if (_isEnded) Abort(_connection);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsConnected = false;
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => activity =>
    {
        Volatile.Write(ref _lastHeard, Environment.TickCount64);
        return _isEnded ? Task.CompletedTask : next(activity);
    };

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Remove(this);
        return Task.CompletedTask;
    }

    /// <summary>The browser is told where to go. A page for members would lead on to the wiki, which signs people in silently, so only a suspended person's
    /// page is loaded again.</summary>
    public void End(SessionState why = SessionState.Ended)
    {
        LeaveFor(why switch
        {
            SessionState.Suspended => navigation.Uri,
            SessionState.Erased => Urls.SignedOut(SessionEnd.Erased, Urls.Home),
            SessionState.Expired => Urls.SignedOut(SessionEnd.Expired, Page),
            _ => Urls.SignedOut(SessionEnd.Ended, Page),
        });
    }

    /// <summary>The browser is told to go where the page waits for a click: it would only take a place from another page if it came back by itself.</summary>
    public void Pause() => LeaveFor(Urls.PausedThen(Page));

    /// <summary>The browser is given what is typed, and closes the line.</summary>
    public void PauseForRestart()
    {
        if (IsConnected && !_isEnded) _ = PauseInBrowserAsync();
    }

    private async Task PauseInBrowserAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("Blazor.pauseCircuit");
        }
        catch (Exception reason) when (reason
            is InvalidOperationException or JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The line went before the answer, or nobody is at the other end.
        }
    }

    private string Page => $"/{navigation.ToBaseRelativePath(navigation.Uri)}";

    /// <summary>A moment later the line is cut, told or not.</summary>
    private void LeaveFor(string address)
    {
        _isEnded = true;
        try
        {
            // Without a browser the framework would only write an error into the log.
            if (IsConnected) navigation.NavigateTo(address, new NavigationOptions { ForceLoad = true, ReplaceHistoryEntry = true });
        }
        catch (Exception reason) when (reason is InvalidOperationException or NavigationException or JSDisconnectedException or ObjectDisposedException)
        {
            // Nobody is at the other end.
        }
        var connection = _connection;
        _ = Task.Delay(TimeSpan.FromSeconds(1)).ContinueWith(_ => Abort(connection), TaskScheduler.Default);
    }

    private static void Abort(HttpContext? connection)
    {
        try
        {
            connection?.Abort();
        }
        catch (ObjectDisposedException)
        {
            // It went by itself.
        }
    }
}
