using System.Collections.Concurrent;
using CapX.App.SignIn;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace CapX.App.Shell;

/// <summary>All live circuits. Limits the circuits per account, and ends those of suspended accounts and ended sessions within seconds.</summary>
public sealed class LiveCircuits
{
    /// <summary>Maximum number of live pages per account. Each uses memory while it is open.</summary>
    public const int MostOfOne = 8;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<EndedCircuit, bool> _circuits = new();

    /// <summary>Adds a circuit. If its account has too many, pauses the least recently used ones, disconnected ones first.</summary>
    internal void Add(EndedCircuit circuit)
    {
        _circuits[circuit] = true;
        if (circuit.PersonId == 0) return;
        var mine = _circuits.Keys.Where(c => c.PersonId == circuit.PersonId && !c.IsEnded);
        foreach (var idle in mine.OrderByDescending(c => c == circuit).ThenByDescending(c => c.IsConnected).ThenByDescending(c => c.LastHeard).Skip(MostOfOne))
            idle.Pause();
    }

    internal void Remove(EndedCircuit circuit) => _circuits.TryRemove(circuit, out _);

    /// <summary>Asks every browser to store its page and to resume it after the restart. Waits until all have done so, up to that time.</summary>
    public async Task PauseAllAsync(TimeSpan most)
    {
        foreach (var circuit in _circuits.Keys) circuit.PauseForRestart();
        for (var waited = TimeSpan.Zero; waited < most && _circuits.Keys.Any(c => c.IsConnected && !c.IsEnded); waited += Moment) await Task.Delay(Moment);
    }

    /// <summary>Ends each circuit whose session ended or whose user is suspended. Uses one query for all circuits.</summary>
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

/// <summary>A circuit that ends with its session. The browser is sent to a page that says why, and the connection is closed. The framework keeps a
/// disconnected circuit for a returning browser, but this one ignores all further input.</summary>
internal sealed class EndedCircuit(LiveCircuits circuits, AuthenticationStateProvider authentication, NavigationManager navigation, IJSRuntime browser,
    IHttpContextAccessor http) : CircuitHandler
{
    private HttpContext? _connection;
    private volatile bool _isEnded;
    private long _lastHeard = Environment.TickCount64;

    /// <summary>The session id. Null for a visitor.</summary>
    public byte[]? Session { get; private set; }

    /// <summary>The account id. 0 for a visitor.</summary>
    public ulong PersonId { get; private set; }

    public bool IsEnded => _isEnded;

    /// <summary>True while a browser is connected.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>When the user last did something on the page, in milliseconds since the machine started.</summary>
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
        // Runs before any pending output is sent.
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

    /// <summary>Ends the circuit and tells the browser where to go. Only a suspended user's page is reloaded. In all other cases a members' page would
    /// redirect to the wiki, which logs users in silently.</summary>
    public void End(SessionState why = SessionState.Ended)
    {
        LeaveFor(why switch
        {
            SessionState.Suspended => navigation.Uri,
            SessionState.Erased => SignInUrls.SignedOut(SessionEnd.Erased, SiteUrls.Home),
            SessionState.Expired => SignInUrls.SignedOut(SessionEnd.Expired, Page),
            _ => SignInUrls.SignedOut(SessionEnd.Ended, Page),
        });
    }

    /// <summary>Sends the browser to a page that waits for a click. A page that reconnected by itself would only displace another one.</summary>
    public void Pause() => LeaveFor(SiteUrls.PausedThen(Page));

    /// <summary>Hands the unsaved input to the browser, which then closes the connection.</summary>
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
            // The connection closed before the response, or no browser is connected.
        }
    }

    private string Page => $"/{navigation.ToBaseRelativePath(navigation.Uri)}";

    /// <summary>Ends the circuit. The connection is aborted a second later, whether or not the browser was reached.</summary>
    private void LeaveFor(string address)
    {
        _isEnded = true;
        try
        {
            // Without a connected browser the framework would only log an error.
            if (IsConnected) navigation.NavigateTo(address, new NavigationOptions { ForceLoad = true, ReplaceHistoryEntry = true });
        }
        catch (Exception reason) when (reason is InvalidOperationException or NavigationException or JSDisconnectedException or ObjectDisposedException)
        {
            // No browser is connected.
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
            // The connection was closed already.
        }
    }
}
