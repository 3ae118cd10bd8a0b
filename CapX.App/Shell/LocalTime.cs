using System.Text.Json;
using CapX.App.I18n;
using Microsoft.JSInterop;

namespace CapX.App.Shell;

/// <summary>Hours as the visitor's clock shows them; the time zone is asked of the browser and kept nowhere.</summary>
public sealed class LocalTime
{
    private TimeZoneInfo? _zone;

    /// <summary>Asks the browser; until then, and where it does not say, times are UTC and say so.</summary>
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
            // An old browser: UTC it is.
        }
        catch (JSDisconnectedException)
        {
            // Nobody looks any more.
        }
    }

    /// <summary>The hour and minute today; with the date on other days.</summary>
    public string Text(DateTime utc, DateTime nowUtc, Messages m)
    {
        if (_zone is null) return m.DateAndTime(utc);
        var (local, now) = (TimeZoneInfo.ConvertTimeFromUtc(utc, _zone), TimeZoneInfo.ConvertTimeFromUtc(nowUtc, _zone));
        var time = m.Time(TimeOnly.FromDateTime(local));
        return local.Date == now.Date ? time : m["people-edit-date-time", m.Date(DateOnly.FromDateTime(local)), time];
    }
}
