using System.Globalization;
using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.Data.Events;

namespace CapX.App;

/// <summary>URLs of events and their calendars.</summary>
public static class EventUrls
{
    public const string Events = "/events";
    public const string PastEvents = $"{Events}?{SearchChoice.PastParameter}={SearchChoice.IsPastValue}";
    public const string NewEvent = $"{Events}/new";
    public const string EventFeed = $"{Events}/feed.ics";

    public static string Event(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Events}/{id}");

    public static string EditEvent(ulong id) => $"{Event(id)}/edit";

    public static string EventAct(ulong id) => $"{Event(id)}/act";

    /// <summary>The page that asks whether to cancel or delete an event.</summary>
    public static string EndEvent(ulong id) => $"{Event(id)}/end";

    public static string EventLearned(ulong id) => $"{Event(id)}/learned";

    public static string EventCalendar(ulong id) => $"{Event(id)}.ics";

    /// <summary>The file name of an event's calendar.</summary>
    public static string EventFile(ulong id) => string.Create(CultureInfo.InvariantCulture, $"event-{id}.ics");

    /// <summary>An event's page with the outcome of an action.</summary>
    public static string EventSaying(ulong id, string what, EventActResult came) =>
        $"{Event(id)}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    /// <summary>The list of events with the outcome of an action on an event that the user can no longer see.</summary>
    public static string EventsSaying(string what, EventActResult came) => $"{Events}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    /// <summary>The calendar of a list of events, upcoming and of the last months. Includes the language, because calendar programs send none.</summary>
    public static string EventFeedOf(SearchChoice choice, string language)
    {
        var found = new SearchChoice(choice.List) { Queries = choice.Queries, Codes = choice.Codes };
        return UrlText.WithQuery(EventFeed, found.ToQuery().Append(new(LanguageChoice.Parameter, language == MessageCatalog.KeysOnly ? "" : language)));
    }

    /// <summary>The webcal: form of a URL of this site. Browsers open it in the calendar program, which subscribes to it.</summary>
    public static string Webcal(string address) => $"webcal{address[address.IndexOf(':', StringComparison.Ordinal)..]}";
}
