namespace CapX.Data.Notices;

/// <summary>The time of the daily delivery for recipients who gather messages: 07:00 UTC.</summary>
public static class DailyMoment
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(7);

    /// <summary>Returns the next daily delivery after the given time, UTC.</summary>
    public static DateTime After(DateTime now) => now.Date + Hour > now ? now.Date + Hour : now.Date.AddDays(1) + Hour;
}
