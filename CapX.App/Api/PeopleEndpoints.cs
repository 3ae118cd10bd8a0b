using CapX.App.Operations;
using CapX.App.People;
using CapX.App.SignIn;
using CapX.Data.People;

namespace CapX.App.Api;

/// <summary>GET /api/v1/people and /api/v1/people/{username}: the queries of the pages, as JSON.</summary>
public static class PeopleEndpoints
{
    public static async Task<IResult> Find([AsParameters] PeopleParameters parameters, HttpContext context, FindPeopleQuery find, Vocabulary lists, SiteAddress site)
    {
        var (filter, refused) = PeopleFilterParser.Parse(parameters, lists);
        if (refused.Count > 0) return Refuse(refused);
        var found = await find.RunAsync(filter, CurrentPerson.ViewerOf(context.User), context.RequestAborted);
        return Results.Ok(PeopleAnswer.From(found, site.Public));
    }

    public static async Task<IResult> One(string username, HttpContext context, FindPersonQuery find, SiteAddress site) =>
        await find.RunAsync(username, CurrentPerson.ViewerOf(context.User), context.RequestAborted) is { } found
            ? Results.Ok(PersonItem.From(found.Person, site.Public))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound);

    private static IResult Refuse(IReadOnlyList<RefusedParameter> refused) => Results.ValidationProblem(
        refused.GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(r => $"'{Shorten(r.Value)}' is unknown or malformed.").ToArray(), StringComparer.Ordinal),
        statusCode: StatusCodes.Status400BadRequest);

    private static string Shorten(string value) => value.Length > 60 ? value[..60] + "…" : value;
}
