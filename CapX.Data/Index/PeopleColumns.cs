using System.Globalization;
using System.Numerics;

namespace CapX.Data.Index;

/// <summary>Numbers everything by which people can be counted: each code of each facet including its descendants, each capacity and language exactly. Each
/// method of an offered or wanted capacity has a number too. The numbers are valid for one state of the reference lists.</summary>
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
    private readonly Vocabulary _vocabulary;

    public PeopleColumns(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        var now = vocabulary.AsOfNow();
        Capacities = now.Capacities;
        _trees = [.. Facet.OfPeople.Select(facet => facet.Tree?.Invoke(now) ?? Flat(facet.Codes))];
        _starts = new int[_trees.Length];
        for (var facet = 1; facet < _trees.Length; facet++) _starts[facet] = _starts[facet - 1] + _trees[facet - 1].Entries.Count;
        _exactStart = _starts[^1] + _trees[^1].Entries.Count;
        _withMethodStart = _exactStart + Roles * Capacities.Entries.Count;
        _plainStart = _withMethodStart + (Roles - 1) * Methods.All.Count * Capacities.Entries.Count;
        Count = _plainStart + now.Languages.Entries.Count;
        if (Count > ushort.MaxValue)
            throw new InvalidOperationException($"The reference lists contain {Count} codes, but the index can hold at most {ushort.MaxValue}.");
        _inCodeOrder = [.. _trees.Select((tree, facet) =>
            tree.Entries.OrderBy(e => e.Code, StringComparer.Ordinal).Select(e => (e.Code, _starts[facet] + e.Position)).ToArray())];
        _capacityPositions = Capacities.Entries.ToDictionary(e => e.Id, e => e.Position);
    }

    public CodeTree Capacities { get; }

    public int Count { get; }

    /// <summary>The first column of a facet. The column of a code is this plus its position in its tree.</summary>
    public int Start(Facet facet) => _starts[facet.Place];

    /// <summary>The column after the last one of a facet.</summary>
    public int End(Facet facet) => _starts[facet.Place] + _trees[facet.Place].Entries.Count;

    /// <summary>Returns the column of a code, or null when the lists do not contain it.</summary>
    public int? Find(Facet facet, string code) =>
        _trees[facet.Place].Find(code) is { } entry ? _starts[facet.Place] + entry.Position : Renamed(facet, code);

    /// <summary>Finds a capacity by a code that it got after these columns were numbered.</summary>
    private int? Renamed(Facet facet, string code) =>
        _trees[facet.Place] == Capacities && _vocabulary.Capacities.Find(code) is { } entry && PositionOf(entry.Id) is { } position
            ? _starts[facet.Place] + position : null;

    /// <summary>Returns the position of a capacity in the tree of these columns, or null when it was added later.</summary>
    public int? PositionOf(uint capacity) => _capacityPositions.TryGetValue(capacity, out var position) ? position : null;

    /// <summary>Returns the column of people who have exactly this capacity in this role, not only a descendant of it.</summary>
    public int Exact(CapacityRole role, int capacity) => _exactStart + (int)role * Capacities.Entries.Count + capacity;

    /// <summary>Returns the first of the columns, one per method, of people who offer (or want) a capacity or a descendant of it by that method.</summary>
    public int WithMethod(Facet offersOrWants, int capacity) =>
        _withMethodStart + ((offersOrWants.Place == Facet.Wants.Place ? Capacities.Entries.Count : 0) + capacity) * Methods.All.Count;

    /// <summary>Returns the columns of the people who know these languages or any variant of them.</summary>
    public IEnumerable<int> OfLanguages(IEnumerable<string> codes)
    {
        var languages = _trees[Facet.Language.Place];
        return codes.Select(languages.Find).OfType<CodeEntry>().Select(language => Start(Facet.Language) + languages.Root(language).Position).Distinct();
    }

    /// <summary>Returns the further columns of people that a chosen code also finds. For a variant, these are the people who know the plain language.</summary>
    public IEnumerable<int> Besides(Facet facet, string code)
    {
        if (facet != Facet.Language || _trees[facet.Place].Find(code) is not { } variant) yield break;
        foreach (var language in _trees[facet.Place].Path(variant).SkipLast(1)) yield return _plainStart + language.Position;
    }

    /// <summary>The codes of a facet in ordinal order, with their columns.</summary>
    public ReadOnlySpan<(string Code, int Column)> InCodeOrder(Facet facet) => _inCodeOrder[facet.Place];

    public static Facet FacetOf(CapacityRole role) => role switch
    {
        CapacityRole.Knows => Facet.Knows,
        CapacityRole.Offers => Facet.Offers,
        _ => Facet.Wants,
    };

    /// <summary>Adds the columns of these codes and their ancestors. Unknown codes are ignored.</summary>
    public void AddCodes(Facet facet, string? codes, List<ushort> columns)
    {
        foreach (var code in codes.AsSpan().Split(','))
            if (_trees[facet.Place].Find(codes.AsSpan(code)) is { } entry)
                AddWithAncestors(facet, entry.Position, columns);
    }

    /// <summary>Adds the columns of languages and of their parent languages, and the exact column of each.</summary>
    public void AddLanguages(string? codes, List<ushort> columns)
    {
        AddCodes(Facet.Language, codes, columns);
        foreach (var code in codes.AsSpan().Split(','))
            if (_trees[Facet.Language.Place].Find(codes.AsSpan(code)) is { } entry)
                columns.Add((ushort)(_plainStart + entry.Position));
    }

    /// <summary>Adds the columns of capacities, of their ancestors, and of their methods.</summary>
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
                columns.Add((ushort)(Start(Facet.Method) + method));
                foreach (var above in Capacities.SelfAndAncestors(capacity)) columns.Add((ushort)(WithMethod(FacetOf(role), above) + method));
            }
        }
    }

    private void AddWithAncestors(Facet facet, int position, List<ushort> columns)
    {
        foreach (var above in _trees[facet.Place].SelfAndAncestors(position)) columns.Add((ushort)(_starts[facet.Place] + above));
    }

    private static CodeTree Flat(IEnumerable<string> codes) =>
        new(codes.Select(code => new CodeEntry { Position = 0, Code = code, Names = new Dictionary<string, string>() }));

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
