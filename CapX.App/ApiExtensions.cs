using CapX.App.Capacities;
using CapX.App.Events;
using CapX.App.Listings;
using CapX.App.Organizations;
using CapX.App.People;
using CapX.App.Search;
using CapX.App.Shell;

namespace CapX.App;

/// <summary>The JSON API: same parameters, queries and visibility rules as the pages.</summary>
public static class ApiExtensions
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter(app.Services.GetRequiredService<PolledAnswers>().FilterAsync);
        api.MapGet("/people", PeopleApi.Find).WithMetadata(new ReadByAllAttribute([.. PeopleFilterParser.List.Parameters]));
        api.MapGet("/people/{username}", PeopleApi.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/organizations", OrganizationApi.Find).WithMetadata(new ReadByAllAttribute([.. CatalogueFilterParser.Organizations.List.Parameters]));
        api.MapGet("/organizations/{slug}", OrganizationApi.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/listings", ListingApi.Find).WithMetadata(new ReadByAllAttribute([.. CatalogueFilterParser.Listings.List.Parameters]));
        api.MapGet("/listings/{id}", ListingApi.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/events", EventApi.Find).WithMetadata(new ReadByAllAttribute([.. CatalogueFilterParser.Events.List.Parameters]));
        api.MapGet("/events/{id}", EventApi.One).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/capacities", VocabularyApi.Capacities).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/territories", VocabularyApi.Territories).WithMetadata(new ReadByAllAttribute());
        api.MapGet("/languages", VocabularyApi.Languages).WithMetadata(new ReadByAllAttribute());
        app.Map("/api/{**rest}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound));
    }
}
