using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>One filter of a list: its parameter in the query string, and where its codes and their names come from.</summary>
public sealed record SearchFacet(string Parameter)
{
    public static readonly SearchFacet Knows = new("knows") { Tree = lists => lists.Capacities };
    public static readonly SearchFacet Offers = new("offers") { Tree = lists => lists.Capacities };
    public static readonly SearchFacet Wants = new("wants") { Tree = lists => lists.Capacities };
    public static readonly SearchFacet Capacity = new("capacity") { Tree = lists => lists.Capacities };
    public static readonly SearchFacet Method = new("method") { Codes = Methods.All, CodeKeys = "method" };
    public static readonly SearchFacet Language = new("language") { Tree = lists => lists.Languages };
    public static readonly SearchFacet Territory = new("territory") { Tree = lists => lists.Territories };
    public static readonly SearchFacet Project = new("project") { Tree = lists => lists.Projects, IsFoundByTyping = false };

    private readonly bool _isFoundByTyping = true;

    /// <summary>The reference list of the codes; null where they are few and fixed.</summary>
    public Func<Vocabulary, CodeTree>? Tree { get; init; }

    /// <summary>The codes, where there is no list of them; else what can be chosen besides its codes.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>How the messages with the names of those begin.</summary>
    public string CodeKeys { get; init; } = "";

    /// <summary>Whether there is a field in which somebody types to find an option.</summary>
    public bool IsFoundByTyping { get => _isFoundByTyping && Tree is not null; init => _isFoundByTyping = value; }

    /// <summary>Whether it is open where nothing of it is chosen.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What is chosen where the address says nothing of it.</summary>
    public IReadOnlyList<string> Default { get; init; } = [];

    public string FindParameter => $"find-{Parameter}";

    public string Title(Messages m) => m[$"search-facet-{Parameter}"];

    /// <summary>What a code is called in the reader's language.</summary>
    public string Name(string code, Vocabulary lists, Messages m) => Codes.Contains(code) ? m[$"{CodeKeys}-{code}"] : Tree!(lists)[code].Name(m.Chain);

    /// <summary>"Wants: mentoring", as on a chip.</summary>
    public string Label(string name, Messages m) => m["search-chips-label", Title(m), name];

    /// <summary>The canonical code of one given in any case, or null.</summary>
    public string? Find(string code, Vocabulary lists) =>
        Codes.FirstOrDefault(known => known.Equals(Unseen.Drop(code), StringComparison.OrdinalIgnoreCase)) ?? Tree?.Invoke(lists).Find(code)?.Code;
}
