using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace CapX.App.I18n;

/// <summary>CLDR's cardinal plural rules of a language. Assigns a number to a category such as one, few or other.</summary>
internal sealed class PluralRules
{
    private static readonly FrozenDictionary<string, PluralRules> All = Embedded.Items("plurals.json")
        .ToFrozenDictionary(item => item.Name, item => new PluralRules(item.Value), StringComparer.Ordinal);

    private readonly (string Category, Relation[][] AnyOfAll)[] _rules;

    private PluralRules(JsonElement rules) =>
        _rules = [.. rules.EnumerateObject().Select(rule => (rule.Name, Parse(rule.Value.GetString()!.Split('@')[0])))];

    /// <summary>All languages with plural rules in CLDR.</summary>
    public static IEnumerable<string> Languages => All.Keys;

    /// <summary>Returns the rules of the first language in the fallback chain that has rules.</summary>
    public static PluralRules For(IEnumerable<string> chain) => chain.Select(All.GetValueOrDefault).First(rules => rules is not null)!;

    /// <summary>Returns the zero-based index of the number's category among those of the language, in CLDR's order. "other" is the last.</summary>
    public int Form(PluralNumber number) =>
        Array.FindIndex(_rules, rule => Array.Exists(rule.AnyOfAll, all => Array.TrueForAll(all, relation => relation.Holds(number))));

    public string Category(PluralNumber number) => _rules[Form(number)].Category;

    /// <summary>Parses a rule such as "n % 10 = 1 and n % 100 != 11..19 or v = 2". An empty rule always holds.</summary>
    private static Relation[][] Parse(string rule) =>
        [.. rule.Split(" or ")
            .Select(any => any.Split(" and ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Relation.Parse).ToArray())];

    private sealed record Relation(char Operand, decimal Modulus, bool Equal, (decimal From, decimal To)[] Ranges)
    {
        public static Relation Parse(string text)
        {
            var sides = text.Split(["!=", "="], StringSplitOptions.TrimEntries);
            var left = sides[0].Split('%', StringSplitOptions.TrimEntries);
            var ranges = sides[1].Split(',')
                .Select(range => range.Split("..") is [var from, var to] ? (Number(from), Number(to)) : (Number(range), Number(range)));
            return new Relation(left[0][0], left.Length > 1 ? Number(left[1]) : 0, !text.Contains("!=", StringComparison.Ordinal), [.. ranges]);
        }

        public bool Holds(PluralNumber number)
        {
            var value = Modulus > 0 ? number[Operand] % Modulus : number[Operand];
            return Array.Exists(Ranges, range => decimal.IsInteger(value) && range.From <= value && value <= range.To) == Equal;
        }

        private static decimal Number(string text) => decimal.Parse(text.Trim(), CultureInfo.InvariantCulture);
    }
}
