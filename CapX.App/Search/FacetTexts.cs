using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>A facet on a page: as a filter with a title, options and a search field.</summary>
public static class FacetTexts
{
    extension(Facet facet)
    {
        /// <summary>True when the filter has a search field for its options.</summary>
        public bool IsFoundByTyping => facet.Tree is not null && !facet.IsShort;

        /// <summary>The parameter of that search field.</summary>
        public string FindParameter => $"find-{facet.Name}";

        public string Title(Messages m) => m[$"search-facet-{facet.Name}"];

        /// <summary>The name of a code in the viewer's language.</summary>
        public string NameOf(string code, Vocabulary vocabulary, Messages m) =>
            facet.Codes.Contains(code) ? m[$"{facet.CodeKeys}-{code}"] : facet.Tree!(vocabulary)[code].Name(m.Chain);

        /// <summary>The label of a chip, for example "Wants: mentoring".</summary>
        public string Label(string name, Messages m) => m["search-chips-label", facet.Title(m), name];
    }
}
