using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace CapX.Data.Index;

/// <summary>The counts of filters that were asked lately, for viewers who see the same. Read and dropped under the lock of the index, so that none is older
/// than the index.</summary>
internal sealed class RecentFacets
{
    /// <summary>About twenty kilobytes each.</summary>
    public const int Most = 500;

    private readonly ConcurrentDictionary<string, PeopleFacets> _byFilter = new(StringComparer.Ordinal);

    public int Count => _byFilter.Count;

    /// <summary>The counts of a filter: pages and orders share them, and so do all who write the same choice in another order.</summary>
    public PeopleFacets Of(PeopleFilter filter, bool isMember, Func<PeopleFacets> count)
    {
        var key = Key(filter, isMember);
        if (_byFilter.TryGetValue(key, out var known)) return known;
        if (_byFilter.Count >= Most) _byFilter.Clear();
        return _byFilter[key] = count();
    }

    public void Clear() => _byFilter.Clear();

    // With the length of each, so that no text looks like two of them.
    private static string Key(PeopleFilter filter, bool isMember)
    {
        var key = new StringBuilder(isMember ? "members" : "visitors");
        Add(filter.Queries);
        foreach (var facet in PeopleColumns.Facets) Add(filter[facet]);
        return key.ToString();

        void Add(IReadOnlyList<string> chosen)
        {
            key.Append('/');
            foreach (var one in chosen.Count < 2 ? chosen : [.. chosen.Distinct().Order(StringComparer.Ordinal)])
                key.Append(CultureInfo.InvariantCulture, $"{one.Length}:{one}");
        }
    }
}
