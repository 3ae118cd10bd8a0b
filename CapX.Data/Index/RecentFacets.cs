using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace CapX.Data.Index;

/// <summary>A cache of facet counts for viewers who see the same people. It is read and cleared under the lock of the index, so it is never older than the
/// index.</summary>
internal sealed class RecentFacets
{
    /// <summary>About 20 kB each.</summary>
    public const int Most = 500;

    private readonly ConcurrentDictionary<string, FacetCounts> _byFilter = new(StringComparer.Ordinal);

    public int Count => _byFilter.Count;

    /// <summary>Returns the cached counts of a filter. Pages and sort orders share them, and so do equal choices in another order.</summary>
    public FacetCounts Of(PeopleFilter filter, bool isMember, Func<FacetCounts> count)
    {
        var key = Key(filter, isMember);
        if (_byFilter.TryGetValue(key, out var known)) return known;
        if (_byFilter.Count >= Most) _byFilter.Clear();
        return _byFilter[key] = count();
    }

    public void Clear() => _byFilter.Clear();

    // Includes the length of each text, so that no text can look like two of them.
    private static string Key(PeopleFilter filter, bool isMember)
    {
        var key = new StringBuilder(isMember ? "members" : "visitors");
        Add(filter.Queries);
        foreach (var facet in Facet.OfPeople) Add(filter[facet]);
        return key.ToString();

        void Add(IReadOnlyList<string> chosen)
        {
            key.Append('/');
            foreach (var one in chosen.Count < 2 ? chosen : [.. chosen.Distinct().Order(StringComparer.Ordinal)])
                key.Append(CultureInfo.InvariantCulture, $"{one.Length}:{one}");
        }
    }
}
