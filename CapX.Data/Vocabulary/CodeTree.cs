using System.Collections.Frozen;

namespace CapX.Data;

/// <summary>An entry of a reference list: its code, its parent's code, and its names by MediaWiki language code.</summary>
public sealed record CodeEntry
{
    /// <summary>Position in the tree, parents before children. Changes when the list is reloaded.</summary>
    public required int Position { get; init; }

    /// <summary>The numeric key in the database for capacities. Otherwise 0.</summary>
    public uint Id { get; init; }

    public required string Code { get; init; }

    public string? Parent { get; init; }

    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>True for a retired capacity. Holders keep it, but it is no longer offered.</summary>
    public bool IsRetired { get; init; }

    /// <summary>For a retired capacity: the code of its replacement, or null.</summary>
    public string? Successor { get; init; }

    /// <summary>The name in the first of the languages that has one, or else in English, or else the code.</summary>
    public string Name(IReadOnlyList<string> languages)
    {
        foreach (var language in languages)
            if (Names.TryGetValue(language, out var name))
                return name;
        return Names.GetValueOrDefault("en", Code);
    }
}

/// <summary>An immutable list or tree of codes (capacities, territories, languages …) in memory. Lookups ignore case.</summary>
public sealed class CodeTree
{
    // The limit for a code as typed, including invisible characters.
    private const int LongestTyped = 100;

    private readonly CodeEntry[] _entries;
    private readonly FrozenDictionary<string, CodeEntry> _byCode;
    private readonly int[][] _children;
    private readonly int[][] _ancestors;
    private readonly int[] _roots;

    /// <summary>Takes the entries in any order, and aliases that map to other codes. Throws <see cref="ArgumentException"/> for a missing parent or a
    /// cycle.</summary>
    public CodeTree(IEnumerable<CodeEntry> entries, IReadOnlyDictionary<string, string>? aliases = null)
    {
        var given = entries.ToList();
        var childrenOf = given.ToLookup(e => e.Parent ?? "", StringComparer.OrdinalIgnoreCase);
        var sorted = new List<CodeEntry>(given.Count);
        var ancestors = new List<int[]>(given.Count);
        void Add(CodeEntry entry, int[] above)
        {
            var placed = entry with { Position = sorted.Count };
            sorted.Add(placed);
            ancestors.Add([placed.Position, .. above]);
            foreach (var child in childrenOf[entry.Code]) Add(child, ancestors[placed.Position]);
        }
        foreach (var root in childrenOf[""]) Add(root, []);
        if (sorted.Count != given.Count) throw new ArgumentException("The parent of an entry is missing, or the tree contains a cycle.", nameof(entries));

        _entries = [.. sorted];
        _ancestors = [.. ancestors];
        var byCode = _entries.ToDictionary(e => e.Code, StringComparer.OrdinalIgnoreCase);
        foreach (var (alias, code) in aliases ?? new Dictionary<string, string>()) byCode.TryAdd(alias, byCode[code]);
        _byCode = byCode.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _children = [.. _entries.Select(e => childrenOf[e.Code].Select(c => _byCode[c.Code].Position).ToArray())];
        _roots = [.. childrenOf[""].Select(c => _byCode[c.Code].Position)];
    }

    /// <summary>True when children are variants of the same thing, as American English is of English. Variants are shown right below it.</summary>
    public bool HoldsVariants { get; init; }

    /// <summary>All entries in depth-first order, each parent right before its descendants.</summary>
    public IReadOnlyList<CodeEntry> Entries => _entries;

    public IEnumerable<CodeEntry> Roots => _roots.Select(p => _entries[p]);

    /// <summary>The entry of a code or an alias, ignoring case and invisible characters. Null when there is none.</summary>
    public CodeEntry? Find(string? code) =>
        code is not null && (_byCode.TryGetValue(code, out var entry)
            || code.Length <= LongestTyped && _byCode.TryGetValue(Unseen.Drop(code).Trim(), out entry)) ? entry : null;

    /// <summary>The entry of a code or an alias, ignoring case. Null when there is none.</summary>
    public CodeEntry? Find(ReadOnlySpan<char> code) => _byCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var entry) ? entry : null;

    /// <summary>The entry of a known code. Throws <see cref="KeyNotFoundException"/>.</summary>
    public CodeEntry this[string code] => _byCode[code];

    public IEnumerable<CodeEntry> Children(CodeEntry entry) => _children[entry.Position].Select(p => _entries[p]);

    /// <summary>Positions of the entry and all its ancestors, nearest first.</summary>
    public ReadOnlySpan<int> SelfAndAncestors(int position) => _ancestors[position];

    /// <summary>The topmost ancestor, or the entry itself.</summary>
    public CodeEntry Root(CodeEntry entry) => _entries[_ancestors[entry.Position][^1]];

    /// <summary>The entry and all its descendants, as a range of positions.</summary>
    public Range SelfAndDescendants(int position)
    {
        var end = position + 1;
        while (end < _entries.Length && _ancestors[end].AsSpan().Contains(position)) end++;
        return position..end;
    }

    /// <summary>The path from the root down to the entry, inclusive.</summary>
    public IEnumerable<CodeEntry> Path(CodeEntry entry) => _ancestors[entry.Position].Reverse().Select(p => _entries[p]);
}
