using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CapX.Data;

namespace CapX.Tests.Infra;

/// <summary>A way to the test database that can be cut and mended, for tests of what happens while the database is away.</summary>
public sealed class DatabaseRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly int _port;
    private volatile bool _isCut;

    public DatabaseRelay()
    {
        _port = int.Parse(Setting("Port"), System.Globalization.CultureInfo.InvariantCulture);
        _listener.Start();
        _ = AcceptAsync();
        ConnectionString = DatabaseFixture.ConnectionString.Replace(Setting("Port", withName: true), $"Port={((IPEndPoint)_listener.LocalEndpoint).Port}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Leads to the test database through the relay.</summary>
    public string ConnectionString { get; }

    public Database Open() => new(ConnectionString);

    /// <summary>Drops all connections and refuses new ones.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var client in _open) client.Dispose();
    }

    public void Mend() => _isCut = false;

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _open) client.Dispose();
    }

    private static string Setting(string name, bool withName = false)
    {
        var setting = DatabaseFixture.ConnectionString.Split(';').First(part => part.TrimStart().StartsWith($"{name}=", StringComparison.OrdinalIgnoreCase));
        return withName ? setting : setting.Split('=')[1];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            if (_isCut) return;
            _open.Add(near);
            _open.Add(far);
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _port);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
            catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One end is gone, so both go.
            }
        }
    }
}
