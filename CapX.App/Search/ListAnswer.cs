namespace CapX.App.Search;

/// <summary>The common JSON envelope of all lists: a page of items with the facet counts.</summary>
public sealed record ListAnswer<TItem, TFacets>(int Total, int Page, int PageSize, string Order, IEnumerable<TItem> Items, TFacets Facets);

/// <summary>What the lists of the API have in common.</summary>
public static class ListAnswer
{
    /// <summary>Returns 400 and names each invalid parameter.</summary>
    public static IResult Refuse(IReadOnlyList<RefusedParameter> refused) => Results.ValidationProblem(
        refused.GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(Reason).ToArray(), StringComparer.Ordinal),
        statusCode: StatusCodes.Status400BadRequest);

    private static string Reason(RefusedParameter refused) => refused.IsTooMany
        ? $"At most {QueryReader.MostOfOne} values of one parameter and {QueryReader.MostOfAll} in all are read."
        : refused.IsUnsearchable ? $"There is no letter or digit in '{refused.ShownValue}' that could be searched for."
        : $"'{refused.ShownValue}' is unknown or malformed.";
}
