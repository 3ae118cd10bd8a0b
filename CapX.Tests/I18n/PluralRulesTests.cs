using System.Globalization;
using System.Text.RegularExpressions;
using CapX.App.I18n;
using Xunit;

namespace CapX.Tests.I18n;

public sealed partial class PluralRulesTests
{
    private const int MostInARange = 200;

    public static TheoryData<string> Languages => [.. PluralRules.Languages.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_sample_number_of_CLDR_has_its_category(string language)
    {
        var rules = PluralRules.For([language]);
        var samples = Samples(language).ToList();
        Assert.NotEmpty(samples);
        Assert.DoesNotContain(samples, sample => rules.Category(PluralNumber.Parse(sample.Number)!.Value) != sample.Category);
    }

    [Fact]
    public void Knows_the_rules_of_every_shipped_language() =>
        Assert.All(MessageCatalog.Instance.Shipped, messages => Assert.NotEqual(PluralRules.For(["und"]), PluralRules.For(messages.Chain)));

    [Theory]
    [InlineData("pt-br", 0, "one")]
    [InlineData("es", 0, "other")]
    [InlineData("fr", 1_000_000, "many")]
    [InlineData("de-at", 1, "one")]
    [InlineData("tlh", 1, "one")]
    public void Uses_the_rules_of_a_fallback_where_a_language_has_none(string language, int count, string category) =>
        Assert.Equal(category, PluralRules.For(Fallbacks.Chain(language)).Category(new PluralNumber(count)));

    /// <summary>Parses samples like "@integer 0, 2~16, 1c6, … @decimal 0.0~1.5". A range counts up in its last digit.</summary>
    private static IEnumerable<(string Number, string Category)> Samples(string language) =>
        from rule in Embedded.Items("plurals.json").First(item => item.Name == language).Value.EnumerateObject()
        from sample in SamplePattern.Matches(rule.Value.GetString()!).Select(match => match.Value)
        from number in Range(sample)
        select (number, rule.Name);

    private static IEnumerable<string> Range(string sample)
    {
        if (sample.Split('~') is not [var from, var to]) return [sample];
        var (first, last) = (decimal.Parse(from, CultureInfo.InvariantCulture), decimal.Parse(to, CultureInfo.InvariantCulture));
        var step = new decimal(1, 0, 0, false, first.Scale);
        return Enumerable.Range(0, MostInARange).Select(i => first + (i * step)).TakeWhile(number => number <= last)
            .Select(number => number.ToString(CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"(?<=@.*[ ,])[0-9][0-9.c~]*(?=,| |$)")]
    private static partial Regex SamplePattern { get; }
}
