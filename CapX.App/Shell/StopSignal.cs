using System.Runtime.InteropServices;

namespace CapX.App.Shell;

/// <summary>On the first stop signal, has browsers store their live pages before the app stops, so that a deployment loses no input. A second
/// signal stops at once.</summary>
internal sealed class StopSignal(Readiness readiness, LiveCircuits circuits, IHostApplicationLifetime program) : IHostLifetime, IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _told;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM })
            _signals.Add(PosixSignalRegistration.Create(signal, Stop));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Exchange(ref _told, 1) == 0) _ = PauseAndStopAsync();
        else program.StopApplication();
    }

    private async Task PauseAndStopAsync()
    {
        readiness.IsStopping = true;
        await circuits.PauseAllAsync(LongestPause);
        program.StopApplication();
    }
}
