namespace CapX.Tests.Infra;

/// <summary>A clock that stands still until a test moves it. Those who wait by it wake in real time, as long as nobody holds them.</summary>
public sealed class TestClock : TimeProvider
{
    public static readonly DateTime Start = new(2026, 3, 14, 9, 26, 53, DateTimeKind.Utc);

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static int _holders;

    public DateTime Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => new(Now);

    public void Advance(TimeSpan by) => Now += by;

    /// <summary>Lets no worker of any program wake until this is over.</summary>
    public static async Task HoldWorkersAsync(Func<Task> act)
    {
        Interlocked.Increment(ref _holders);
        try
        {
            await act();
        }
        finally
        {
            Interlocked.Decrement(ref _holders);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer? timer = null;
        return timer = base.CreateTimer(about =>
        {
            if (Volatile.Read(ref _holders) > 0 && timer?.Change(Soon, period) == true) return;
            callback(about);
        }, state, dueTime, period);
    }
}
