using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>A filter of a list: its query string parameter, and the source of its codes and their names.</summary>
public sealed record SearchFacet(string Parameter)
{
    public static readonly SearchFacet Knows = new("knows") { Tree = vocabulary => vocabulary.Capacities };
    public static readonly SearchFacet Offers = new("offers") { Tree = vocabulary => vocabulary.Capacities };
    public static readonly SearchFacet Wants = new("wants") { Tree = vocabulary => vocabulary.Capacities };
    public static readonly SearchFacet Capacity = new("capacity") { Tree = vocabulary => vocabulary.Capacities };
    public static readonly SearchFacet Method = new("method") { Codes = Methods.All, CodeKeys = "method" };
    public static readonly SearchFacet Language = new("language") { Tree = vocabulary => vocabulary.Languages };
    public static readonly SearchFacet Territory = new("territory") { Tree = vocabulary => vocabulary.Territories };
    public static readonly SearchFacet Project = new("project") { Tree = vocabulary => vocabulary.Projects, IsFoundByTyping = false };

    private readonly bool _isFoundByTyping = true;

    /// <summary>The reference list of the codes. Null for a short fixed set.</summary>
    public Func<Vocabulary, CodeTree>? Tree { get; init; }

    /// <summary>The fixed codes. With a reference list, additional choices besides its codes.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The prefix of the message keys for the names of <see cref="Codes"/>.</summary>
    public string CodeKeys { get; init; } = "";

    /// <summary>True when the filter has a search field for its options.</summary>
    public bool IsFoundByTyping { get => _isFoundByTyping && Tree is not null; init => _isFoundByTyping = value; }

    /// <summary>True when it is expanded although nothing is chosen.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The codes that apply when the query string contains none.</summary>
    public IReadOnlyList<string> Default { get; init; } = [];

    public string FindParameter => $"find-{Parameter}";

    public string Title(Messages m) => m[$"search-facet-{Parameter}"];

    /// <summary>The name of a code in the viewer's language.</summary>
    public string Name(string code, Vocabulary vocabulary, Messages m) =>
        Codes.Contains(code) ? m[$"{CodeKeys}-{code}"] : Tree!(vocabulary)[code].Name(m.Chain);

    /// <summary>The label of a chip, for example "Wants: mentoring".</summary>
    public string Label(string name, Messages m) => m["search-chips-label", Title(m), name];

    /// <summary>Returns the canonical code for a code in any case. Null when unknown.</summary>
    public string? Find(string code, Vocabulary vocabulary) =>
        Codes.FirstOrDefault(known => known.Equals(Unseen.Drop(code), StringComparison.OrdinalIgnoreCase)) ?? Tree?.Invoke(vocabulary).Find(code)?.Code;
}
