using CapX.App.People;
using CapX.App.Search;
using CapX.App.Shell;

namespace CapX.App.Api;

/// <summary>The JSON API: the same parameters, queries and visibility as the pages.</summary>
public static class ApiExtensions
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter(app.Services.GetRequiredService<PolledAnswers>().FilterAsync);
        api.MapGet("/people", PeopleEndpoints.Find).WithMetadata(new ReadByAllAttribute([.. PeopleFilterParser.List.Parameters]));
        api.MapGet("/people/{username}", PeopleEndpoints.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/organizations", OrganizationEndpoints.Find).WithMetadata(new ReadByAllAttribute([.. CatalogueFilterParser.Organizations.List.Parameters]));
        api.MapGet("/organizations/{slug}", OrganizationEndpoints.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/listings", ListingEndpoints.Find).WithMetadata(new ReadByAllAttribute([.. CatalogueFilterParser.Listings.List.Parameters]));
        api.MapGet("/listings/{id}", ListingEndpoints.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/events", EventEndpoints.Find).WithMetadata(new ReadByAllAttribute([.. CatalogueFilterParser.Events.List.Parameters]));
        api.MapGet("/events/{id}", EventEndpoints.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/capacities", ReferenceEndpoints.Capacities).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/territories", ReferenceEndpoints.Territories).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/languages", ReferenceEndpoints.Languages).WithMetadata(new ReadByAllAttribute());
        app.Map("/api/{**rest}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound));
    }
}
