using System.Globalization;
using CapX.Data.Editing;

namespace CapX.Data.Events;

/// <summary>The rules for events. An instance checks one form once.</summary>
internal sealed class EventCheck(Vocabulary vocabulary) : FormCheck<EventField>(vocabulary)
{
    private const int MostDays = 60;

    private const string NoTitle = "events-error-title";
    private const string NoLanguage = "events-error-language";
    private const string NoKind = "events-error-kind";
    private const string BadTime = "events-error-time";
    private const string SkippedTime = "events-error-skipped";
    private const string EndsFirst = "events-error-order";
    private const string TooManyDays = "events-error-days";
    private const string NoZone = "events-error-zone";
    private const string NoPlace = "events-error-place";
    private const string NoWikiPage = "events-error-wiki-page";
    private const string NoRegistration = "events-error-registration";
    private const string BadSeats = "events-error-seats";
    private const string NotAdded = "events-error-not-added";
    private const string NoOrganizer = "events-error-organizer";

    public CheckedEvent Run(EventForm form)
    {
        var title = Text(EventField.Title, form.Title, EventForm.LongestTitle, WrittenText.CheckLine);
        if (title.Length == 0 && !Errors.Exists(e => e.Field == EventField.Title)) Add(EventField.Title, NoTitle);
        var kind = One(EventField.Kind, form.Kind, EventKind.All, NoKind);
        var registration = One(EventField.Registration, form.Registration, EventRegistration.All, NoRegistration);
        var (zone, starts, ends) = Times(form);
        // Fields that do not apply to the chosen kind are cleared.
        var place = kind == EventKind.Online ? "" : Text(EventField.Place, form.Place, EventForm.LongestPlace, WrittenText.CheckLines);
        if (kind is EventKind.InPerson or EventKind.Both && place.Length == 0 && !Errors.Exists(e => e.Field == EventField.Place))
            Add(EventField.Place, NoPlace);
        var page = Link(EventField.WikiPage, form.WikiPage, EventForm.LongestLink);
        if (registration == EventRegistration.Wiki && page.Length == 0 && !Errors.Exists(e => e.Field == EventField.WikiPage))
            Add(EventField.WikiPage, NoWikiPage);
        return new CheckedEvent(new EventForm
        {
            Title = title,
            Text = Text(EventField.Text, form.Text, EventForm.LongestText, WrittenText.CheckLines),
            Language = LanguageOf(EventField.Language, "a title", form.Language, NoLanguage),
            Kind = kind,
            Starts = EventZone.Minutes(form.Starts),
            Ends = EventZone.Minutes(form.Ends),
            Zone = zone,
            Place = place,
            JoiningLink = kind == EventKind.InPerson ? "" : Link(EventField.JoiningLink, form.JoiningLink, EventForm.LongestLink),
            WikiPage = page,
            Capacities = Codes(EventField.Capacities, form.Capacities, Vocabulary.Capacities, EventForm.MostCapacities),
            Methods = MethodCodes(EventField.Methods, form.Methods),
            Languages = Codes(EventField.Languages, form.Languages, Vocabulary.Languages, EventForm.MostLanguages),
            Registration = registration,
            Seats = registration == EventRegistration.Tool ? Seats(form.Seats) : "",
            IsPublic = form.IsPublic,
            People = [.. form.People.Select(name => name.Replace('_', ' ').Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)],
            Organizations = Organizations(form),
        }, starts, ends, Errors);
    }

    private List<string> Organizations(EventForm form)
    {
        var slugs = form.Organizations.Select(slug => Unseen.Drop(slug).Trim().ToLowerInvariant()).Where(slug => slug.Length > 0)
            .Distinct(StringComparer.Ordinal).ToList();
        if (form.Typed.Trim() is { Length: > 0 } typed) Add(EventField.People, NotAdded, null, typed);
        if (slugs.Count + form.People.Count(name => !string.IsNullOrWhiteSpace(name)) == 0) Add(EventField.People, NoOrganizer);
        CheckCount(EventField.People, slugs.Count + form.People.Count, EventForm.MostOrganizers);
        return slugs;
    }

    private string One(EventField field, string given, IReadOnlyList<string> known, string missing)
    {
        if (known.FirstOrDefault(code => code.Equals(Unseen.Drop(given).Trim(), StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        Add(field, missing);
        return "";
    }

    private (string Zone, DateTime Starts, DateTime Ends) Times(EventForm form)
    {
        if (EventZone.Find(form.Zone) is not { } zone)
        {
            Add(EventField.Zone, NoZone);
            return ("", default, default);
        }
        var starts = Time(EventField.Starts, form.Starts, zone, null);
        var ends = Time(EventField.Ends, form.Ends, zone, starts);
        if (starts is null || ends is null) return (zone, default, default);
        if (ends <= starts) Add(EventField.Ends, EndsFirst);
        else if (ends - starts > TimeSpan.FromDays(MostDays)) Add(EventField.Ends, TooManyDays, null, MostDays);
        return (zone, starts.Value, ends.Value);
    }

    private DateTime? Time(EventField field, string typed, string zone, DateTime? after)
    {
        var read = EventZone.Read(typed, zone).After(after);
        if (read.IsSkipped) Add(field, SkippedTime, null, zone);
        else if (read.Utc is null) Add(field, BadTime);
        return read.Utc;
    }

    private string Seats(string given)
    {
        if (string.IsNullOrWhiteSpace(given)) return "";
        if (WrittenNumber.Whole(given) is { } seats and > 0 and <= EventForm.MostSeats) return seats.ToString(CultureInfo.InvariantCulture);
        Add(EventField.Seats, BadSeats, null, EventForm.MostSeats);
        return "";
    }
}
