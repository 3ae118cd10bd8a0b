using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Index;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>GET /api/v1/people and /api/v1/people/{username}: the queries of the pages, as JSON.</summary>
public static class PeopleApi
{
    public static async Task<IResult> Find(HttpContext context, FindPeopleQuery find, Vocabulary vocabulary, SiteAddress site)
    {
        var (filter, refused) = PeopleFilterParser.Parse(context.Request.Query, vocabulary);
        if (refused.Count > 0) return ListAnswer.Refuse(refused);
        var found = await find.RunAsync(filter, CurrentPerson.ViewerOf(context.User), context.RequestAborted);
        return Results.Ok(new ListAnswer<PersonItem>(
            found.Total, found.Page, found.PageSize, found.Order.Code(),
            found.Items.Select(person => PersonItem.From(person, site.Public)), new FacetsJson(found.Facets)));
    }

    public static async Task<IResult> One(string username, HttpContext context, FindPersonQuery find, SiteAddress site) =>
        await find.RunAsync(username, CurrentPerson.ViewerOf(context.User), context.RequestAborted) is { } found
            ? Results.Ok(PersonItem.From(found.Person, site.Public))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound);
}
