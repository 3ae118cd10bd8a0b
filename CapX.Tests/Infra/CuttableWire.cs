using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CapX.Tests.Infra;

/// <summary>A proxy to the test database whose connections a test can cut, mend and freeze, to simulate an outage.</summary>
public sealed class CuttableWire : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _ends = [];
    private readonly DbConnectionStringBuilder _target;
    private volatile bool _isCut;
    private volatile TaskCompletionSource _frozen = new();

    public CuttableWire(DatabaseFixture data)
    {
        _target = new() { ConnectionString = data.ConnectionString };
        _frozen.SetResult();
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The connection string through this proxy.</summary>
    public string ConnectionString => new DbConnectionStringBuilder
    {
        ConnectionString = _target.ConnectionString,
        ["Server"] = "127.0.0.1",
        ["Port"] = ((IPEndPoint)_listener.LocalEndpoint).Port,
    }.ConnectionString;

    public void Cut()
    {
        _isCut = true;
        lock (_ends)
        {
            foreach (var end in _ends) end.Dispose();
            _ends.Clear();
        }
    }

    public void Mend()
    {
        _isCut = false;
        _frozen.TrySetResult();
    }

    /// <summary>Connections stay open, but no data passes, as with a server stopped by SIGSTOP.</summary>
    public void Freeze() => _frozen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        Cut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                if (_isCut)
                {
                    near.Dispose();
                    continue;
                }
                var far = new TcpClient();
                await far.ConnectAsync((string)_target["Server"], int.Parse((string)_target["Port"], CultureInfo.InvariantCulture));
                lock (_ends) _ends.AddRange([near, far]);
                _ = PumpAsync(near, far);
                _ = PumpAsync(far, near);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                await _frozen.Task;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection was cut.
        }
        to.Dispose();
    }
}
