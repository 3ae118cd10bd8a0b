using System.Globalization;
using System.Numerics;

namespace CapX.Data.Index;

/// <summary>Numbers everything that a person can be counted under: each code of each facet, descendants included,
/// each capacity and language exactly, and each method of an offered or wanted capacity.
/// The numbers hold for one state of the reference lists.</summary>
internal sealed class PeopleColumns
{
    private const int Roles = 3;

    private readonly CodeTree[] _trees;
    private readonly int[] _starts;
    private readonly (string Code, int Column)[][] _inCodeOrder;
    private readonly int _exactStart;
    private readonly int _withMethodStart;
    private readonly int _plainStart;
    private readonly Dictionary<uint, int> _capacityPositions;
    private readonly Vocabulary _lists;

    public PeopleColumns(Vocabulary lists)
    {
        _lists = lists;
        Capacities = lists.Capacities;
        var methods = new CodeTree(Methods.All.Select(code => new CodeEntry { Position = 0, Code = code, Names = new Dictionary<string, string>() }));
        _trees = [Capacities, Capacities, Capacities, methods, lists.Languages, lists.Territories, lists.Projects];
        _starts = new int[_trees.Length];
        for (var facet = 1; facet < _trees.Length; facet++) _starts[facet] = _starts[facet - 1] + _trees[facet - 1].Entries.Count;
        _exactStart = _starts[^1] + _trees[^1].Entries.Count;
        _withMethodStart = _exactStart + Roles * Capacities.Entries.Count;
        _plainStart = _withMethodStart + (Roles - 1) * Methods.All.Count * Capacities.Entries.Count;
        Count = _plainStart + lists.Languages.Entries.Count;
        if (Count > ushort.MaxValue)
            throw new InvalidOperationException($"The reference lists hold {Count} codes; the index is built for at most {ushort.MaxValue}.");
        _inCodeOrder = [.. _trees.Select((tree, facet) =>
            tree.Entries.OrderBy(e => e.Code, StringComparer.Ordinal).Select(e => (e.Code, _starts[facet] + e.Position)).ToArray())];
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
    public int? Find(PeopleFacet facet, string code) =>
        _trees[(int)facet].Find(code) is { } entry ? _starts[(int)facet] + entry.Position : Renamed(facet, code);

    /// <summary>A code that a capacity was given after these columns were numbered.</summary>
    private int? Renamed(PeopleFacet facet, string code) =>
        _trees[(int)facet] == Capacities && _lists.Capacities.Find(code) is { } entry && PositionOf(entry.Id) is { } position
            ? _starts[(int)facet] + position : null;

    /// <summary>The place of a capacity in the tree of these columns, or null for one that was added later.</summary>
    public int? PositionOf(uint capacity) => _capacityPositions.TryGetValue(capacity, out var position) ? position : null;

    /// <summary>The column of those who stand to this very capacity, not to one below it.</summary>
    public int Exact(CapacityRole role, int capacity) => _exactStart + (int)role * Capacities.Entries.Count + capacity;

    /// <summary>The first of the columns, one a method, of those with an offer (or a want) at or below a capacity by that method.</summary>
    public int WithMethod(PeopleFacet offersOrWants, int capacity) =>
        _withMethodStart + ((offersOrWants == PeopleFacet.Wants ? Capacities.Entries.Count : 0) + capacity) * Methods.All.Count;

    /// <summary>The columns of those who know a language by the name of any of its variants.</summary>
    public IEnumerable<int> OfLanguages(IEnumerable<string> codes)
    {
        var languages = _trees[(int)PeopleFacet.Language];
        return codes.Select(languages.Find).OfType<CodeEntry>().Select(language => Start(PeopleFacet.Language) + languages.Root(language).Position).Distinct();
    }

    /// <summary>The columns beside its own of those whom a chosen code finds: for a variant of a language, of those who know the plain language.</summary>
    public IEnumerable<int> Besides(PeopleFacet facet, string code)
    {
        if (facet != PeopleFacet.Language || _trees[(int)facet].Find(code) is not { } variant) yield break;
        foreach (var language in _trees[(int)facet].Path(variant).SkipLast(1)) yield return _plainStart + language.Position;
    }

    /// <summary>The codes of a facet in ordinal order, with their columns.</summary>
    public ReadOnlySpan<(string Code, int Column)> InCodeOrder(PeopleFacet facet) => _inCodeOrder[(int)facet];

    public static PeopleFacet FacetOf(CapacityRole role) => role switch
    {
        CapacityRole.Knows => PeopleFacet.Knows,
        CapacityRole.Offers => PeopleFacet.Offers,
        _ => PeopleFacet.Wants,
    };

    /// <summary>Adds the columns of listed codes and of all above them. Codes that the lists do not hold are passed over.</summary>
    public void AddCodes(PeopleFacet facet, string? codes, List<ushort> columns)
    {
        foreach (var code in codes.AsSpan().Split(','))
            if (_trees[(int)facet].Find(codes.AsSpan(code)) is { } entry)
                AddWithAncestors(facet, entry.Position, columns);
    }

    /// <summary>Adds the columns of languages, of the languages of which they are variants, and of who named exactly these.</summary>
    public void AddLanguages(string? codes, List<ushort> columns)
    {
        AddCodes(PeopleFacet.Language, codes, columns);
        foreach (var code in codes.AsSpan().Split(','))
            if (_trees[(int)PeopleFacet.Language].Find(codes.AsSpan(code)) is { } entry)
                columns.Add((ushort)(_plainStart + entry.Position));
    }

    /// <summary>Adds the columns of capacities, of all above them, and of their methods.</summary>
    public void AddCapacities(string? capacities, List<ushort> columns)
    {
        foreach (var row in capacities.AsSpan().Split(','))
        {
            if (Parse(capacities.AsSpan(row)) is not var (role, capacity, methods)) continue;
            AddWithAncestors(FacetOf(role), capacity, columns);
            columns.Add((ushort)Exact(role, capacity));
            if (role == CapacityRole.Knows) continue;
            for (; methods != 0; methods &= methods - 1)
            {
                var method = BitOperations.TrailingZeroCount(methods);
                columns.Add((ushort)(Start(PeopleFacet.Method) + method));
                foreach (var above in Capacities.SelfAndAncestors(capacity)) columns.Add((ushort)(WithMethod(FacetOf(role), above) + method));
            }
        }
    }

    private void AddWithAncestors(PeopleFacet facet, int position, List<ushort> columns)
    {
        foreach (var above in _trees[(int)facet].SelfAndAncestors(position)) columns.Add((ushort)(_starts[(int)facet] + above));
    }

    private (CapacityRole Role, int Capacity, int Methods)? Parse(ReadOnlySpan<char> row)
    {
        Span<Range> parts = stackalloc Range[3];
        if (row.Split(parts, ':') != parts.Length) return null;
        int Number(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return _capacityPositions.TryGetValue((uint)Number(row[parts[1]]), out var position)
            ? ((CapacityRole)(Number(row[parts[0]]) - 1), position, Number(row[parts[2]]))
            : null;
    }
}
