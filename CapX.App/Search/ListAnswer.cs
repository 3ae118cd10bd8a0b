namespace CapX.App.Search;

/// <summary>The common JSON envelope of all lists: a page of items with the facet counts.</summary>
public sealed record ListAnswer<TItem>(int Total, int Page, int PageSize, string Order, IEnumerable<TItem> Items, FacetsJson Facets);

/// <summary>What the lists of the API have in common.</summary>
public static class ListAnswer
{
    /// <summary>Returns 400 and names each invalid parameter.</summary>
    public static IResult Refuse(IReadOnlyList<RefusedParameter> refused) => Results.ValidationProblem(
        refused.GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(Reason).ToArray(), StringComparer.Ordinal),
        statusCode: StatusCodes.Status400BadRequest);

    private static string Reason(RefusedParameter refused) => refused.IsTooMany
        ? $"Send at most {QueryReader.MostOfOne} values for each parameter and {QueryReader.MostOfAll} in total."
        : refused.IsUnsearchable ? $"'{refused.ShownValue}' contains no letter or digit to search for."
        : $"'{refused.ShownValue}' is not a valid value for this parameter.";
}
