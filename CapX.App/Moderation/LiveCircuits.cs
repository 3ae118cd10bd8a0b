using System.Collections.Concurrent;
using CapX.App.SignIn;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CapX.App.Moderation;

/// <summary>The circuits that live now: whoever was suspended, or signed out everywhere, has none a few seconds later.</summary>
public sealed class LiveCircuits
{
    private readonly ConcurrentDictionary<EndedCircuit, bool> _circuits = new();

    internal void Add(EndedCircuit circuit) => _circuits[circuit] = true;

    internal void Remove(EndedCircuit circuit) => _circuits.TryRemove(circuit, out _);

    /// <summary>Ends each circuit whose session is over or whose person is suspended; asks the database once for all of them. Throws <see cref="DatabaseAwayException"/>.</summary>
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

/// <summary>One circuit: knows whose session it began with, and ends when that is over. The browser goes to a page that says why, and what is behind the old one is cut off: the framework keeps a circuit for a browser that comes back, but this one hears, and says, nothing more.</summary>
internal sealed class EndedCircuit(LiveCircuits circuits, AuthenticationStateProvider authentication, NavigationManager navigation, IHttpContextAccessor http) : CircuitHandler
{
    private HttpContext? _connection;
    private volatile bool _isEnded;

    /// <summary>The session's id; null for a visitor.</summary>
    public byte[]? Session { get; private set; }

    public ulong PersonId { get; private set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var person = CurrentPerson.From((await authentication.GetAuthenticationStateAsync()).User);
        (Session, PersonId) = (person?.Session, person?.Id ?? 0);
        circuits.Add(this);
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _connection = http.HttpContext;
        // Before anything that waits for it is sent.
        if (_isEnded) Abort(_connection);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => activity => _isEnded ? Task.CompletedTask : next(activity);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Remove(this);
        return Task.CompletedTask;
    }

    /// <summary>The browser is told where to go; a moment later the line is cut, told or not. A page for members would lead on to the wiki, which signs people in silently, so only a suspended person's page is loaded again.</summary>
    public void End(SessionState why = SessionState.Ended)
    {
        _isEnded = true;
        try
        {
            var page = $"/{navigation.ToBaseRelativePath(navigation.Uri)}";
            navigation.NavigateTo(why switch
            {
                SessionState.Suspended => navigation.Uri,
                SessionState.Erased => Urls.SignedOut(SessionEnd.Erased, Urls.Home),
                SessionState.Expired => Urls.SignedOut(SessionEnd.Expired, page),
                _ => Urls.SignedOut(SessionEnd.Ended, page),
            }, new NavigationOptions { ForceLoad = true, ReplaceHistoryEntry = true });
        }
        catch (Exception reason) when (reason is InvalidOperationException or NavigationException or Microsoft.JSInterop.JSDisconnectedException or ObjectDisposedException)
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
