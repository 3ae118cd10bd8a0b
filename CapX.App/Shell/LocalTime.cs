using System.Text.Json;
using CapX.App.I18n;
using Microsoft.JSInterop;

namespace CapX.App.Shell;

/// <summary>Formats times in the viewer's time zone. The browser is asked for the zone, which is not stored.</summary>
public sealed class LocalTime
{
    private TimeZoneInfo? _zone;

    /// <summary>Asks the browser for its time zone. Without an answer, times are formatted as UTC and marked as such.</summary>
    public async Task AskAsync(IJSRuntime browser)
    {
        try
        {
            await using var format = await browser.InvokeAsync<IJSObjectReference>("Intl.DateTimeFormat");
            var options = await format.InvokeAsync<Dictionary<string, JsonElement>>("resolvedOptions");
            if (options.GetValueOrDefault("timeZone") is { ValueKind: JsonValueKind.String } name
                && TimeZoneInfo.TryFindSystemTimeZoneById(name.GetString()!, out var zone)) _zone = zone;
        }
        catch (JSException)
        {
            // An old browser. Stays with UTC.
        }
        catch (JSDisconnectedException)
        {
            // The page was closed.
        }
    }

    /// <summary>Formats the time today, and date and time on other days.</summary>
    public string Text(DateTime utc, DateTime nowUtc, Messages m)
    {
        if (_zone is null) return m.DateAndTime(utc);
        var (local, now) = (TimeZoneInfo.ConvertTimeFromUtc(utc, _zone), TimeZoneInfo.ConvertTimeFromUtc(nowUtc, _zone));
        var time = m.Time(TimeOnly.FromDateTime(local));
        return local.Date == now.Date ? time : m["people-edit-date-time", m.Date(DateOnly.FromDateTime(local)), time];
    }
}
