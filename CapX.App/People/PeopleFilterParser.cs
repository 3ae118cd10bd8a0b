using System.Globalization;
using System.Numerics;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>The query string of /people and /api/v1/people, as the framework binds it: texts only, so that nothing malformed becomes a 500.</summary>
public sealed record PeopleParameters
{
    public string[]? Q { get; init; }
    public string[]? Knows { get; init; }
    public string[]? Offers { get; init; }
    public string[]? Wants { get; init; }
    public string[]? Method { get; init; }
    public string[]? Language { get; init; }
    public string[]? Territory { get; init; }
    public string[]? Project { get; init; }
    public string[]? Order { get; init; }
    public string[]? Page { get; init; }
    public string[]? PageSize { get; init; }
}

/// <summary>A parameter whose value is unknown or malformed: the API answers 400, the page drops it and says so.</summary>
public sealed record RefusedParameter(string Name, string Value);

/// <summary>The one place where a query string becomes a <see cref="PeopleFilter"/>.</summary>
public static class PeopleFilterParser
{
    private static readonly Dictionary<string, PeopleOrder> Orders = Enum.GetValues<PeopleOrder>().ToDictionary(ToParameter, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of an order in a query string.</summary>
    public static string ToParameter(PeopleOrder order) => order.ToString().ToLowerInvariant();

    /// <summary>The name of a facet in a query string.</summary>
    public static string ToParameter(PeopleFacet facet) => facet.ToString().ToLowerInvariant();

    /// <summary>The filter that all understood values make, and the values that were not.</summary>
    public static (PeopleFilter Filter, IReadOnlyList<RefusedParameter> Refused) Parse(PeopleParameters parameters, Vocabulary lists)
    {
        var refused = new List<RefusedParameter>();
        IReadOnlyList<T> Many<T>(string name, string?[]? values, Func<string, T?> understand) where T : class =>
            [.. Given(values).Select(value => Refuse(name, value, understand(value))).OfType<T>().Distinct()];
        T One<T>(string name, string?[]? values, Func<string, T?> understand, T otherwise) where T : struct
        {
            var given = Given(values).ToList();
            if (given.Count <= 1) return given is [var only] ? Refuse(name, only, understand(only)) ?? otherwise : otherwise;
            refused.Add(new RefusedParameter(name, string.Join(", ", given)));
            return otherwise;
        }
        T? Refuse<T>(string name, string value, T? understood)
        {
            if (understood is null) refused.Add(new RefusedParameter(name, value));
            return understood;
        }

        var filter = new PeopleFilter
        {
            Queries = Many("q", parameters.Q, value => value.Length <= PeopleFilter.MaximumQueryLength ? value : null),
            Knows = Many("knows", parameters.Knows, value => lists.Capacities.Find(value)?.Code),
            Offers = Many("offers", parameters.Offers, value => lists.Capacities.Find(value)?.Code),
            Wants = Many("wants", parameters.Wants, value => lists.Capacities.Find(value)?.Code),
            Method = Many("method", parameters.Method, Methods.Find),
            Language = Many("language", parameters.Language, value => lists.Languages.Find(value)?.Code),
            Territory = Many("territory", parameters.Territory, value => lists.Territories.Find(value)?.Code),
            Project = Many("project", parameters.Project, value => lists.Projects.Find(value)?.Code),
            Order = One("order", parameters.Order, value => Orders.TryGetValue(value, out var order) ? order : default(PeopleOrder?), PeopleOrder.Updated),
            Page = One("page", parameters.Page, value => Number(value), 1),
            PageSize = One("pageSize", parameters.PageSize, value => Number(value) is { } size and <= PeopleFilter.MaximumPageSize ? size : null, PeopleFilter.DefaultPageSize),
        };
        return (filter, refused);
    }

    /// <summary>The query string of a filter; what is as by default is left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToQuery(PeopleFilter filter)
    {
        foreach (var text in filter.Queries) yield return new("q", text);
        foreach (var facet in Enum.GetValues<PeopleFacet>())
            foreach (var code in filter[facet])
                yield return new(ToParameter(facet), code);
        if (filter.Order != PeopleOrder.Updated) yield return new("order", ToParameter(filter.Order));
        if (filter.PageSize != PeopleFilter.DefaultPageSize) yield return new("pageSize", filter.PageSize.ToString(CultureInfo.InvariantCulture));
        if (filter.Page != 1) yield return new("page", filter.Page.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A field left empty in a form says nothing.</summary>
    private static IEnumerable<string> Given(string?[]? values) => (values ?? []).OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0);

    /// <summary>A number from 1; one beyond the largest is the largest, for any page past the end is an empty one. Null when it is no such number.</summary>
    private static int? Number(string text)
    {
        if (!text.All(char.IsAsciiDigit)) return null;
        var number = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        return number.IsZero ? null : (int)BigInteger.Min(number, int.MaxValue);
    }
}
