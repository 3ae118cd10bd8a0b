using CapX.App.SignIn;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>The lists of the catalogue in the API: the queries of the pages, as JSON.</summary>
public static class CatalogueApi
{
    public static async Task<IResult> FindAsync<TFound, TItem>(CatalogueList list, HttpContext context, FindQuery<TFound> find, Vocabulary vocabulary,
        Func<TFound, TItem> item)
    {
        var (filter, refused) = CatalogueFilterParser.Parse(list, context.Request.Query, vocabulary);
        if (refused.Count > 0) return ListAnswer.Refuse(refused);
        var found = await find.RunAsync(filter, CurrentPerson.ViewerOf(context.User), context.RequestAborted);
        return Results.Ok(new ListAnswer<TItem>(found.Total, filter.Page, filter.PageSize, filter.Order.Code(),
            found.Items.Select(item), new FacetsJson(found.Facets)));
    }
}
