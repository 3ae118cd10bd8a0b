using CapX.App.Search;

namespace CapX.App.Api;

/// <summary>The JSON API: the same parameters, queries and visibility as the pages.</summary>
public static class ApiExtensions
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter(app.Services.GetRequiredService<PolledAnswers>().FilterAsync);
        api.MapGet("/people", PeopleEndpoints.Find);
        api.MapGet("/people/{username}", PeopleEndpoints.One);
        api.MapGet("/organizations", OrganizationEndpoints.Find);
        api.MapGet("/organizations/{slug}", OrganizationEndpoints.One);
        api.MapGet("/listings", ListingEndpoints.Find);
        api.MapGet("/listings/{id}", ListingEndpoints.One);
        api.MapGet("/events", EventEndpoints.Find);
        api.MapGet("/events/{id}", EventEndpoints.One);
        api.MapGet("/capacities", ReferenceEndpoints.Capacities);
        api.MapGet("/territories", ReferenceEndpoints.Territories);
        api.MapGet("/languages", ReferenceEndpoints.Languages);
        app.Map("/api/{**rest}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound));
    }
}
