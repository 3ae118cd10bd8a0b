using System.Globalization;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>GET /api/v1/events and /api/v1/events/{id}: the queries of the pages, as JSON.</summary>
public static class EventApi
{
    public static Task<IResult> Find(HttpContext context, FindEventsQuery find, Vocabulary vocabulary, SiteAddress site) =>
        CatalogueApi.FindAsync(CatalogueFilterParser.Events, context, find, vocabulary, one => EventItem.From(one, site.Public));

    public static async Task<IResult> One(string id, HttpContext context, EventQuery query, SiteAddress site) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await query.RunAsync(number, CurrentPerson.ViewerOf(context.User), context.RequestAborted) is { } shown
            ? Results.Ok(EventItem.From(shown.Event, site.Public))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound);
}
