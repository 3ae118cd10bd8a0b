namespace CapX.Data.People;

/// <summary>Numbers everything that a person can be counted under: each code of each facet, descendants included, and each capacity exactly.
/// The numbers hold for one state of the reference lists.</summary>
internal sealed class PeopleColumns
{
    private const int Roles = 3;

    private readonly CodeTree[] _trees;
    private readonly int[] _starts;
    private readonly (string Code, int Column)[][] _inCodeOrder;
    private readonly int _exactStart;
    private readonly Dictionary<uint, int> _capacityPositions;

    public PeopleColumns(Vocabulary lists)
    {
        Capacities = lists.Capacities;
        var methods = new CodeTree(Methods.All.Select(code => new CodeEntry { Position = 0, Code = code, Names = new Dictionary<string, string>() }));
        _trees = [Capacities, Capacities, Capacities, methods, lists.Languages, lists.Territories, lists.Projects];
        _starts = new int[_trees.Length];
        for (var facet = 1; facet < _trees.Length; facet++) _starts[facet] = _starts[facet - 1] + _trees[facet - 1].Entries.Count;
        _exactStart = _starts[^1] + _trees[^1].Entries.Count;
        Count = _exactStart + Roles * Capacities.Entries.Count;
        if (Count > ushort.MaxValue) throw new InvalidOperationException($"The reference lists hold {Count} codes; the index is built for at most {ushort.MaxValue}.");
        _inCodeOrder = [.. _trees.Select((tree, facet) => tree.Entries.OrderBy(e => e.Code, StringComparer.Ordinal).Select(e => (e.Code, _starts[facet] + e.Position)).ToArray())];
        _capacityPositions = Capacities.Entries.ToDictionary(e => e.Id, e => e.Position);
    }

    public static PeopleFacet[] Facets { get; } = Enum.GetValues<PeopleFacet>();

    public CodeTree Capacities { get; }

    /// <summary>How many columns there are.</summary>
    public int Count { get; }

    /// <summary>The first column of a facet; a code's column is its position in its tree further on.</summary>
    public int Start(PeopleFacet facet) => _starts[(int)facet];

    /// <summary>The column after the last one of a facet.</summary>
    public int End(PeopleFacet facet) => _starts[(int)facet] + _trees[(int)facet].Entries.Count;

    /// <summary>The column of a code, or null for a code that the lists do not hold.</summary>
    public int? Find(PeopleFacet facet, string code) => _trees[(int)facet].Find(code) is { } entry ? _starts[(int)facet] + entry.Position : null;

    /// <summary>The column of those who stand to this very capacity, not to one below it.</summary>
    public int Exact(CapacityRole role, int capacity) => _exactStart + (int)role * Capacities.Entries.Count + capacity;

    /// <summary>The codes of a facet in ordinal order, with their columns.</summary>
    public ReadOnlySpan<(string Code, int Column)> InCodeOrder(PeopleFacet facet) => _inCodeOrder[(int)facet];

    public static PeopleFacet FacetOf(CapacityRole role) => role switch
    {
        CapacityRole.Knows => PeopleFacet.Knows,
        CapacityRole.Offers => PeopleFacet.Offers,
        _ => PeopleFacet.Wants,
    };

    /// <summary>All columns of a person, ascending, each once. Codes that the lists do not hold are passed over.</summary>
    public ushort[] Of(PersonRead person)
    {
        var columns = new List<ushort>(64);
        void AddWithAncestors(PeopleFacet facet, int position)
        {
            foreach (var above in _trees[(int)facet].SelfAndAncestors(position)) columns.Add((ushort)(_starts[(int)facet] + above));
        }
        void AddCodes(PeopleFacet facet, List<string> codes)
        {
            foreach (var code in codes)
                if (_trees[(int)facet].Find(code) is { } entry)
                    AddWithAncestors(facet, entry.Position);
        }
        AddCodes(PeopleFacet.Language, person.Languages);
        AddCodes(PeopleFacet.Territory, person.Territories);
        AddCodes(PeopleFacet.Project, person.Projects);
        var methods = 0;
        foreach (var (role, capacityId, rowMethods) in person.Capacities)
        {
            if (!_capacityPositions.TryGetValue(capacityId, out var position)) continue;
            AddWithAncestors(FacetOf(role), position);
            columns.Add((ushort)Exact(role, position));
            if (role != CapacityRole.Knows) methods |= rowMethods;
        }
        for (var method = 0; method < Methods.All.Count; method++)
            if ((methods & 1 << method) != 0)
                columns.Add((ushort)(_starts[(int)PeopleFacet.Method] + method));
        columns.Sort();
        return [.. columns.Distinct()];
    }

    /// <summary>The offered and wanted rows of a person that carry a method: only they matter where a method is asked of a chosen row.</summary>
    public MethodRow[] MethodRowsOf(PersonRead person) =>
    [
        .. person.Capacities
            .Where(c => c.Role != CapacityRole.Knows && c.Methods != 0 && _capacityPositions.ContainsKey(c.CapacityId))
            .Select(c => new MethodRow((ushort)_capacityPositions[c.CapacityId], c.Role == CapacityRole.Offers, (ushort)c.Methods)),
    ];
}

/// <summary>An offered or wanted capacity, by position, with the bits of its methods.</summary>
internal readonly record struct MethodRow(ushort Capacity, bool IsOffer, ushort Methods);
