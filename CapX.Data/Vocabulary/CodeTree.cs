using System.Collections.Frozen;

namespace CapX.Data;

/// <summary>One entry of a reference list: its code, its parent's code, and its names by MediaWiki language code.</summary>
public sealed record CodeEntry
{
    /// <summary>Place in the tree, parents before children; changes when the list is loaded again.</summary>
    public required int Position { get; init; }

    /// <summary>Key in the database where the list has numeric keys (capacities), else 0.</summary>
    public uint Id { get; init; }

    public required string Code { get; init; }

    public string? Parent { get; init; }

    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>Of a capacity: who holds it keeps it, nobody new is offered it.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Of a retired capacity: the code of what serves instead, or null.</summary>
    public string? Successor { get; init; }

    /// <summary>The name in the first of the languages that has one, else the English name, else the code.</summary>
    public string Name(IReadOnlyList<string> languages)
    {
        foreach (var language in languages)
            if (Names.TryGetValue(language, out var name))
                return name;
        return Names.GetValueOrDefault("en", Code);
    }
}

/// <summary>An immutable list or tree of codes (capacities, territories, languages …), held in memory. Codes are found in any case.</summary>
public sealed class CodeTree
{
    // Of a code as it is typed, with what nobody sees.
    private const int LongestTyped = 100;

    private readonly CodeEntry[] _entries;
    private readonly FrozenDictionary<string, CodeEntry> _byCode;
    private readonly int[][] _children;
    private readonly int[][] _ancestors;
    private readonly int[] _roots;

    /// <summary>Takes the entries in any order, and codes that lead to another code. Throws <see cref="ArgumentException"/> for a missing parent or a
    /// circle.</summary>
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
        if (sorted.Count != given.Count) throw new ArgumentException("An entry's parent is missing, or a circle stands in the tree.", nameof(entries));

        _entries = [.. sorted];
        _ancestors = [.. ancestors];
        var byCode = _entries.ToDictionary(e => e.Code, StringComparer.OrdinalIgnoreCase);
        foreach (var (alias, code) in aliases ?? new Dictionary<string, string>()) byCode.TryAdd(alias, byCode[code]);
        _byCode = byCode.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _children = [.. _entries.Select(e => childrenOf[e.Code].Select(c => _byCode[c.Code].Position).ToArray())];
        _roots = [.. childrenOf[""].Select(c => _byCode[c.Code].Position)];
    }

    /// <summary>Whether what stands below an entry is a variant of the same thing, as American English is of English, and is shown right below it.</summary>
    public bool HoldsVariants { get; init; }

    /// <summary>All entries, each parent right before its descendants.</summary>
    public IReadOnlyList<CodeEntry> Entries => _entries;

    public IEnumerable<CodeEntry> Roots => _roots.Select(p => _entries[p]);

    /// <summary>The entry of a code in any case, with characters around it that nobody sees, or of a code that leads to it; or null.</summary>
    public CodeEntry? Find(string? code) =>
        code is not null && (_byCode.TryGetValue(code, out var entry)
            || code.Length <= LongestTyped && _byCode.TryGetValue(Unseen.Drop(code).Trim(), out entry)) ? entry : null;

    /// <summary>The entry of a code in any case, or null.</summary>
    public CodeEntry? Find(ReadOnlySpan<char> code) => _byCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var entry) ? entry : null;

    /// <summary>The entry of a code known to exist. Throws <see cref="KeyNotFoundException"/>.</summary>
    public CodeEntry this[string code] => _byCode[code];

    public IEnumerable<CodeEntry> Children(CodeEntry entry) => _children[entry.Position].Select(p => _entries[p]);

    /// <summary>Positions of the entry itself and all above it, nearest first.</summary>
    public ReadOnlySpan<int> SelfAndAncestors(int position) => _ancestors[position];

    /// <summary>The topmost entry above an entry, or itself.</summary>
    public CodeEntry Root(CodeEntry entry) => _entries[_ancestors[entry.Position][^1]];

    /// <summary>The entry itself and everything below it: a run of positions.</summary>
    public Range SelfAndDescendants(int position)
    {
        var end = position + 1;
        while (end < _entries.Length && _ancestors[end].AsSpan().Contains(position)) end++;
        return position..end;
    }

    /// <summary>The way from the root down to the entry, itself included.</summary>
    public IEnumerable<CodeEntry> Path(CodeEntry entry) => _ancestors[entry.Position].Reverse().Select(p => _entries[p]);
}
