using CapX.App.Shell;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace CapX.App.Search;

/// <summary>GET …/options of a list: the options of one filter that match the typed text, as an HTML fragment.</summary>
public static class SearchOptions
{
    public const string FacetParameter = "facet";
    public const string FindParameter = "find";

    /// <summary>Returns the options for a list. <paramref name="count"/> returns the counts for a choice and one of its filters.</summary>
    public static async Task<RazorComponentResult<FacetOptionList>> AnswerAsync(
        SearchList list, HttpContext context, Vocabulary vocabulary, Func<SearchChoice, Facet, Task<IReadOnlyList<FacetCount>>> count)
    {
        var query = context.Request.Query;
        var choice = SearchChoice.Read(list, new QueryReader(query), vocabulary);
        var facet = list.Facets.FirstOrDefault(f => f.Name == query[FacetParameter]) ?? list.Facets[0];
        var (options, _) = FacetOptions.Choose(facet, choice, await count(choice, facet), vocabulary, LanguageChoice.Of(context), Sought(query[FindParameter]),
            all: false);
        return new RazorComponentResult<FacetOptionList>(new { Parameter = facet.Name, Options = options });
    }

    /// <summary>The typed text, sanitized for display. Never shortened: a text longer than any name finds nothing.</summary>
    public static string Sought(StringValues given) => WrittenText.OneLine(given.ToString(), QueryReader.LongestValue) ?? "";
}
