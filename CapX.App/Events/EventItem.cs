using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>An event in the API. Contains neither the joining link nor participants.</summary>
public sealed record EventItem
{
    public required ulong Id { get; init; }
    public required string Title { get; init; }
    public required string? Text { get; init; }
    public required string TextLanguage { get; init; }
    public required string Kind { get; init; }
    public required DateTime StartsAt { get; init; }
    public required DateTime EndsAt { get; init; }
    public required string Zone { get; init; }
    public required string? Place { get; init; }
    public required string? WikiPage { get; init; }
    public required IReadOnlyList<string> Capacities { get; init; }
    public required IReadOnlyList<string> Methods { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    public required string Registration { get; init; }
    public required int? Seats { get; init; }
    public required int? FreeSeats { get; init; }

    /// <summary>"free" or "full", also when the numbers would reveal fewer than five people. Null without a limit.</summary>
    public required string? Places { get; init; }

    /// <summary>"planned" or "cancelled".</summary>
    public required string State { get; init; }
    public required IReadOnlyList<EventPerson> People { get; init; }
    public required IReadOnlyList<EventOrganization> Organizations { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required string Url { get; init; }
    public required string CalendarUrl { get; init; }

    public static EventItem From(EventFound one, Uri publicUrl) => new()
    {
        Id = one.Id,
        Title = one.Title,
        Text = one.Text,
        TextLanguage = one.Language,
        Kind = one.Kind,
        StartsAt = one.StartsAt,
        EndsAt = one.EndsAt,
        Zone = one.Zone,
        Place = one.Place,
        WikiPage = one.WikiPage,
        Capacities = one.Capacities,
        Methods = one.Methods,
        Languages = one.Languages,
        Registration = one.Registration,
        Seats = one.Seats,
        FreeSeats = one.FreeSeats,
        Places = one.IsFull is { } isFull ? isFull ? "full" : "free" : null,
        State = one.IsCancelled ? "cancelled" : "planned",
        People = one.People,
        Organizations = one.Organizations,
        UpdatedAt = one.UpdatedAt,
        CreatedAt = one.CreatedAt,
        Url = new Uri(publicUrl, EventUrls.Event(one.Id)).AbsoluteUri,
        CalendarUrl = new Uri(publicUrl, EventUrls.EventCalendar(one.Id)).AbsoluteUri,
    };
}
