using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Index;

namespace CapX.App.People;

/// <summary>Maps the endpoint for the filter options of /people.</summary>
public static class PeopleEndpoints
{
    public static void MapPeople(this WebApplication app) => app.MapGet(PeopleFilterParser.List.Options,
        (HttpContext context, PeopleIndex index, Vocabulary vocabulary) =>
            SearchOptions.AnswerAsync(PeopleFilterParser.List, context, vocabulary, (choice, facet) =>
                Task.FromResult(index.Find(PeopleFilterParser.ToFilter(choice), CurrentPerson.ViewerOf(context.User)).Facets[facet])))
        .WithMetadata(SearchExtensions.ReadByAll(PeopleFilterParser.List));
}
