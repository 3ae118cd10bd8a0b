using CapX.App.People;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Index;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>Registers the services of the catalogue lists, and maps the endpoints for filter options.</summary>
public static class SearchExtensions
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services.AddSingleton<CatalogueQuery>().AddSingleton<PolledAnswers>();

    public static void MapSearch(this WebApplication app)
    {
        app.MapGet(PeopleFilterParser.List.Options,
            (HttpContext context, PeopleIndex index, Vocabulary vocabulary) =>
                SearchOptions.AnswerAsync(PeopleFilterParser.List, context, vocabulary, (choice, facet) =>
            Task.FromResult(index.Find(PeopleFilterParser.ToFilter(choice), CurrentPerson.ViewerOf(context.User)).Facets[facet])))
                .WithMetadata(ReadByAll(PeopleFilterParser.List));
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

    private static ReadByAllAttribute ReadByAll(SearchList list) => new([.. list.Parameters, SearchOptions.FacetParameter, SearchOptions.FindParameter]);
}
