using CapX.App.I18n;
using CapX.App.People;
using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>The labels and values of an event's form as text, for section summaries and conflict comparison.</summary>
public static class EventTexts
{
    /// <summary>The label of a field.</summary>
    public static string Name(EventField field, Messages m) => field switch
    {
        EventField.Title => m["events-edit-name"],
        EventField.Text => m["events-edit-text"],
        EventField.Language => m["people-edit-about-language"],
        EventField.Kind => m["events-edit-kind"],
        EventField.Starts => m["events-edit-starts"],
        EventField.Ends => m["events-edit-ends"],
        EventField.Zone => m["events-edit-zone"],
        EventField.Place => m["events-edit-place"],
        EventField.JoiningLink => m["events-edit-joining-link"],
        EventField.WikiPage => m["events-edit-wiki-page"],
        EventField.Capacities => m["events-about"],
        EventField.Methods => m["people-edit-methods"],
        EventField.Languages => m["people-edit-languages"],
        EventField.Registration => m["events-edit-registration"],
        EventField.Seats => m["events-edit-seats"],
        EventField.Visibility => m["events-edit-visibility"],
        EventField.People => m["events-organizers"],
        EventField.Organizations => m["events-edit-organizations"],
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>The value of a field, one line per entry. Empty when the field is empty.</summary>
    public static IReadOnlyList<string> Lines(EventField field, EventForm form, Vocabulary vocabulary, Messages m) => field switch
    {
        EventField.Title => Line(form.Title),
        EventField.Text => form.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        EventField.Language => Line(vocabulary.Languages.Find(form.Language)?.Name(m.Chain) ?? ""),
        EventField.Kind => form.Kind.Length == 0 ? [] : [m[$"events-kind-{form.Kind}"]],
        EventField.Starts => Line(Time(form.Starts, form.Zone, m)),
        EventField.Ends => Line(Time(form.Ends, form.Zone, m)),
        EventField.Zone => Line(EventTimes.Name(form.Zone)),
        EventField.Place => form.Place.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        EventField.JoiningLink => Line(form.JoiningLink),
        EventField.WikiPage => Line(form.WikiPage),
        EventField.Capacities => ProfileTexts.Names(vocabulary.Capacities, form.Capacities, m),
        EventField.Methods => [.. form.Methods.Select(method => m[$"method-{method}"])],
        EventField.Languages => ProfileTexts.Names(vocabulary.Languages, form.Languages, m),
        EventField.Registration => [m[$"events-registration-{form.Registration}"]],
        EventField.Seats => Line(form.Seats),
        EventField.Visibility => [m[form.IsPublic ? "people-edit-visibility-public" : "people-edit-visibility-members"]],
        EventField.People => [.. form.People, .. Line(form.Typed)],
        EventField.Organizations => form.Organizations,
        _ => [],
    };

    private static string Time(string typed, string zone, Messages m) =>
        EventZone.Find(zone) is { } known && EventZone.Read(typed, known).Utc is { } utc && EventZone.At(utc, known).Local is var local
            ? m["people-edit-date-time", m.DayAndDate(DateOnly.FromDateTime(local)), m.Time(TimeOnly.FromDateTime(local))]
            : typed;

    private static string[] Line(string text) => string.IsNullOrWhiteSpace(text) ? [] : [text];
}
