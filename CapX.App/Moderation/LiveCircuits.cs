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
        var live = await sessions.RunAsync([.. circuits.Select(c => c.Session!).DistinctBy(Convert.ToHexString)], token);
        foreach (var circuit in circuits)
            if (!live.Contains(Convert.ToHexString(circuit.Session!)))
                circuit.End();
    }
}

/// <summary>One circuit: knows whose session it began with, and ends when that is over. The page is loaded anew, and what is behind it is cut off: the framework keeps a circuit for a browser that comes back, but this one hears, and says, nothing more.</summary>
internal sealed class EndedCircuit(LiveCircuits circuits, AuthenticationStateProvider authentication, NavigationManager navigation, IHttpContextAccessor http) : CircuitHandler
{
    private HttpContext? _connection;
    private volatile bool _isEnded;

    /// <summary>The session's id; null for a visitor.</summary>
    public byte[]? Session { get; private set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Session = CurrentPerson.From((await authentication.GetAuthenticationStateAsync()).User)?.Session;
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

    /// <summary>The browser is told to load the page again, which then says why; a moment later the line is cut, told or not.</summary>
    public void End()
    {
        _isEnded = true;
        try
        {
            navigation.NavigateTo(navigation.Uri, forceLoad: true);
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
