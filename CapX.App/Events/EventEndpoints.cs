using System.Globalization;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Events;
using Microsoft.AspNetCore.Mvc;

namespace CapX.App.Events;

/// <summary>The one-action forms of an event's page, each of which redirects back to the page, and the calendar files.</summary>
public static class EventEndpoints
{
    public static void MapEvents(this WebApplication app)
    {
        app.MapPost("/events/{id}/act", ActAsync).RequireAuthorization();
        app.MapGet(EventUrls.EventFeed, FeedAsync).WithMetadata(new ReadByAllAttribute([.. CatalogueFilterParser.Events.List.Parameters]));
        app.MapGet("/events/{id}.ics", OneAsync).WithMetadata(new ReadByAllAttribute());
    }

    private static async Task<IResult> ActAsync(string id, [FromForm(Name = "do")] string? act, [FromForm(Name = "person")] string? other, HttpContext http,
        EventQuery query, RegisterCommand register, OrganizeEventCommand organize, AnswerEventCommand answer, WriteLearnedCommand learned)
    {
        if (Number(id) is not { } number) return Results.NotFound();
        var (actor, token) = (CurrentPerson.From(http.User)!.Actor, http.RequestAborted);
        EventActResult? acted = act switch
        {
            "register" => await register.RunAsync(actor, number, token),
            "leave" => await register.LeaveAsync(actor, number, token),
            "accept" => await answer.AcceptAsync(actor, number, token),
            "decline" => await answer.DeclineAsync(actor, number, token),
            "cancel" => await organize.CancelAsync(actor, number, token),
            "go" => await organize.GoAsync(actor, number, token),
            "remove" => Number(other) is { } person ? await organize.RemoveAsync(actor, number, person, token) : EventActResult.NotNow,
            "delete" => await organize.DeleteAsync(actor, number, token),
            "take-back" => await learned.TakeBackAsync(actor, number, token),
            _ => null,
        };
        return acted switch
        {
            null => Results.BadRequest(),
            EventActResult.NotFound => Results.NotFound(),
            EventActResult.SignedOut => Results.LocalRedirect(SignInUrls.SignIn(EventUrls.Event(number))),
            EventActResult.TooOften => Results.StatusCode(StatusCodes.Status429TooManyRequests),
            // A user who leaves may no longer be able to see the page.
            EventActResult.Done when act is "delete" or "leave" or "decline"
                && await query.RunAsync(number, CurrentPerson.ViewerOf(http.User), token) is null =>
                Results.LocalRedirect(EventUrls.EventsSaying(act, EventActResult.Done)),
            _ => Results.LocalRedirect(EventUrls.EventSaying(number, act!, acted.Value)),
        };
    }

    private static async Task<IResult> FeedAsync(HttpContext http, FindEventsQuery find, Vocabulary vocabulary, SiteAddress site, PolledAnswers polled)
    {
        var (filter, refused) = CatalogueFilterParser.Parse(CatalogueFilterParser.Events, http.Request.Query, vocabulary);
        if (refused.Count > 0) return ListAnswer.Refuse(refused);
        var events = await find.FeedAsync(filter, CurrentPerson.ViewerOf(http.User), http.RequestAborted);
        var name = $"CapX: {LanguageChoice.Of(http)["events-find-title"]}";
        return EventCalendar.Answer(http, polled, EventCalendar.Write(events.Select(e => (e, default(string))), site.Public, name));
    }

    private static async Task<IResult> OneAsync(string id, HttpContext http, EventQuery query, SiteAddress site, PolledAnswers polled)
    {
        if (Number(id) is not { } number || await query.RunAsync(number, CurrentPerson.ViewerOf(http.User), http.RequestAborted) is not { } shown)
            return Results.NotFound();
        return EventCalendar.Answer(http, polled, EventCalendar.Write([(shown.Event, shown.JoiningLink)], site.Public, shown.Event.Title));
    }

    private static ulong? Number(string? id) => ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
