using CapX.App.I18n;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>What facets and their codes are called in the reader's language.</summary>
public static class FacetNames
{
    /// <summary>The order in which filters stand on the page.</summary>
    public static readonly IReadOnlyList<PeopleFacet> Shown =
        [PeopleFacet.Offers, PeopleFacet.Wants, PeopleFacet.Knows, PeopleFacet.Language, PeopleFacet.Territory, PeopleFacet.Method, PeopleFacet.Project];

    public static string Title(PeopleFacet facet, Messages m) => m[$"people-facet-{PeopleFilterParser.ToParameter(facet)}"];

    public static string Name(PeopleFacet facet, string code, Vocabulary lists, Messages m) =>
        Tree(facet, lists) is { } tree ? tree[code].Name(m.Chain) : m[$"method-{code}"];

    /// <summary>"Wants: mentoring", as on a chip.</summary>
    public static string Label(PeopleFacet facet, string code, Vocabulary lists, Messages m) => m["people-chips-label", Title(facet, m), Name(facet, code, lists, m)];

    /// <summary>The list that a facet's codes come from; null for methods, which are fixed.</summary>
    public static CodeTree? Tree(PeopleFacet facet, Vocabulary lists) => facet switch
    {
        PeopleFacet.Knows or PeopleFacet.Offers or PeopleFacet.Wants => lists.Capacities,
        PeopleFacet.Territory => lists.Territories,
        PeopleFacet.Language => lists.Languages,
        PeopleFacet.Project => lists.Projects,
        _ => null,
    };
}
