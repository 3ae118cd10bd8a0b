namespace CapX.Tests.Infra;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class TestClock : TimeProvider
{
    public static readonly DateTime Start = new(2026, 3, 14, 9, 26, 53, DateTimeKind.Utc);

    public DateTime Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => new(Now);

    public void Advance(TimeSpan by) => Now += by;
}
