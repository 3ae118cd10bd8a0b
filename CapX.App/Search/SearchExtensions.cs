using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>Registers the services of the catalogue lists, and maps the endpoints for filter options.</summary>
public static class SearchExtensions
{
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        foreach (var list in CatalogueFilterParser.All) services.AddSingleton(list.List.Address);
        return services.AddSingleton<CatalogueQuery>().AddSingleton<PolledAnswers>();
    }

    public static void MapSearch(this WebApplication app)
    {
        foreach (var list in CatalogueFilterParser.All) MapCatalogue(app, list);
    }

    private static void MapCatalogue(WebApplication app, CatalogueList list) =>
        app.MapGet(list.List.Options,
            (HttpContext context, CatalogueQuery catalogue, Vocabulary vocabulary) =>
                SearchOptions.AnswerAsync(list.List, context, vocabulary, async (choice, facet) =>
        {
            // A page past the end, because only the counts are needed.
            var filter = CatalogueFilterParser.ToFilter(list, choice with { Page = int.MaxValue }) with { Counted = [facet] };
            return (await catalogue.RunAsync(filter, CurrentPerson.ViewerOf(context.User), context.RequestAborted)).Facets[facet];
        })).WithMetadata(ReadByAll(list.List));

    /// <summary>Marks the endpoint for the filter options of a list.</summary>
    internal static ReadByAllAttribute ReadByAll(SearchList list) => new([.. list.Parameters, SearchOptions.FacetParameter, SearchOptions.FindParameter]);
}
