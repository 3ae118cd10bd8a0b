using System.Globalization;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>GET /api/v1/events and /api/v1/events/{id}: the queries of the pages, as JSON.</summary>
public static class EventApi
{
    public static async Task<IResult> Find(HttpContext context, FindEventsQuery find, Vocabulary vocabulary, SiteAddress site)
    {
        var (filter, refused) = CatalogueFilterParser.Parse(CatalogueFilterParser.Events, context.Request.Query, vocabulary);
        if (refused.Count > 0) return ListAnswer.Refuse(refused);
        var found = await find.RunAsync(filter, CurrentPerson.ViewerOf(context.User), context.RequestAborted);
        return Results.Ok(new ListAnswer<EventItem>(
            found.Total, filter.Page, filter.PageSize, CatalogueFilterParser.ToParameter(filter.Order),
            found.Items.Select(one => EventItem.From(one, site.Public)), new FacetsJson(found.Facets)));
    }

    public static async Task<IResult> One(string id, HttpContext context, EventQuery query, SiteAddress site) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await query.RunAsync(number, CurrentPerson.ViewerOf(context.User), context.RequestAborted) is { } shown
            ? Results.Ok(EventItem.From(shown.Event, site.Public))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound);
}
