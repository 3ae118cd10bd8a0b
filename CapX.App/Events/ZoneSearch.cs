using System.Runtime.CompilerServices;
using CapX.App.Codex;
using CapX.App.Editing;
using CapX.App.I18n;
using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>Searches time zones by country in every language, by large cities, and by present and former names of zones. Order: whole name, then beginning of
/// a name, then the rest.</summary>
public static class ZoneSearch
{
    /// <summary>The number of options that users look through. Some countries have up to thirty zones.</summary>
    public const int Most = 20;

    // Keyed by list, because a reload replaces the list with its country names as a whole.
    private static readonly ConditionalWeakTable<CodeTree, IReadOnlyList<Zone>> Known = [];

    public static IReadOnlyList<LookupOption> Find(string text, Vocabulary vocabulary, Messages m)
    {
        if (text.Length > NameSearch.LongestText) return [];
        var words = Text.Words(text);
        var sought = string.Join(' ', words);
        if (sought.Length == 0) return [];
        return
        [
            .. Known.GetValue(vocabulary.Territories, Zones).Select(zone => (zone, Found: zone.Find(sought, words))).Where(f => f.Found is not null)
                .OrderBy(f => f.Found!.Value.Place).ThenBy(f => f.zone.Distance(f.Found!.Value)).ThenByDescending(f => f.zone.Places.People)
                .ThenBy(f => f.zone.Id, StringComparer.Ordinal).Take(Most)
                .Select(f => new LookupOption(f.zone.Id, EventTimes.Name(f.zone.Id), vocabulary.Territories.Find(f.zone.Places.Country)?.Name(m.Chain),
                    Also(f.zone, f.Found!.Value.Name))),
        ];
    }

    /// <summary>The name that matched. Null when the option shows it already.</summary>
    private static string? Also(Zone zone, string? name) =>
        name is null || EventTimes.Name(zone.Id).Contains(name, StringComparison.OrdinalIgnoreCase) || zone.IsCountry(name) ? null : EventTimes.Name(name);

    private static IReadOnlyList<Zone> Zones(CodeTree territories) =>
        [.. ZonePlaces.All.Select(place => new Zone(place.Key, place.Value, Countries(place.Value, territories)))];

    private static IReadOnlyList<string> Countries(ZonePlaces places, CodeTree territories) =>
        places.Country is not { } code ? [] : [code, .. places.Called, .. territories.Find(code)?.Names.Values ?? []];

    private sealed class Zone
    {
        private readonly IReadOnlyList<string> _countries;
        private readonly (string Name, string Folded, IReadOnlyList<string> Words)[] _names;

        // All words of the names, sorted. Most zones do not match, and a binary search rules them out quickly.
        private readonly string[] _words;

        public Zone(string id, ZonePlaces places, IReadOnlyList<string> countries)
        {
            (Id, Places, _countries) = (id, places, countries);
            _names =
            [
                .. new[] { id, id.Split('/')[^1] }.Concat(places.Before).Concat(places.Before.Select(before => before.Split('/')[^1])).Concat(places.Cities)
                    .Concat(places.Time).Concat(countries).Distinct(StringComparer.Ordinal)
                    .Select(name => (name, Text.Words(name))).Select(n => (n.name, string.Join(' ', n.Item2), n.Item2)),
            ];
            _words = [.. _names.SelectMany(name => name.Words).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        public string Id { get; }

        public ZonePlaces Places { get; }

        /// <summary>Ranks zones that match equally well: the zone itself has the name, then a city or country has it, then it is a former name.</summary>
        public int Distance((int Place, string? Name) found) =>
            found.Place == 0 && (found.Name == Id || found.Name == Id.Split('/')[^1])
                ? 0 : found.Name is { } name && Places.Before.Any(before => before == name || before.Split('/')[^1] == name) ? 2 : 1;

        public bool IsCountry(string name) => _countries.Contains(name);

        /// <summary>Returns 0 for a whole name, 1 for the beginning of one, 2 for words of one name, 3 for words of several names. Null
        /// without a match.</summary>
        public (int Place, string? Name)? Find(string sought, IReadOnlyList<string> words)
        {
            if (!words.All(HasWord)) return null;
            (int Place, string? Name)? best = null;
            foreach (var (name, folded, parts) in _names)
            {
                var place = folded == sought ? 0 : folded.StartsWith(sought, StringComparison.Ordinal) ? 1 : words.All(w => Begins(parts, w)) ? 2 : 3;
                // A two-letter name is a code and must match as a whole.
                if (place < (best?.Place ?? 3) && (place == 0 || name.Length > 2)) best = (place, name);
            }
            return best ?? (words.All(w => _names.Any(n => n.Name.Length > 2 && Begins(n.Words, w))) ? (3, null) : null);
        }

        private bool HasWord(string beginning)
        {
            var at = Array.BinarySearch(_words, beginning, StringComparer.Ordinal);
            return at >= 0 || ~at < _words.Length && _words[~at].StartsWith(beginning, StringComparison.Ordinal);
        }

        private static bool Begins(IReadOnlyList<string> parts, string word) => parts.Any(part => part.StartsWith(word, StringComparison.Ordinal));
    }
}
