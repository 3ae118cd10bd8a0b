using System.Globalization;
using CapX.Data;
using Xunit;

namespace CapX.Tests;

/// <summary>Digits of every script are read as numbers, with the usual grouping or without any.</summary>
public sealed class WrittenNumberTests
{
    [Theory]
    [InlineData("٣٠", 30L)]
    [InlineData("۳۰", 30L)]
    [InlineData("३०", 30L)]
    [InlineData("৩০", 30L)]
    [InlineData("๓๐", 30L)]
    [InlineData("３０", 30L)]
    [InlineData("𝟛𝟘", 30L)]
    [InlineData("\u200E30\u200F", 30L)]
    [InlineData(" 30\u00A0", 30L)]
    [InlineData("١٠٠٬٠٠٠", 100_000L)]
    [InlineData("100,000", 100_000L)]
    [InlineData("100.000", 100_000L)]
    [InlineData("100 000", 100_000L)]
    [InlineData("100\u202F000", 100_000L)]
    [InlineData("100’000", 100_000L)]
    [InlineData("1,00,000", 100_000L)]
    [InlineData("007", 7L)]
    [InlineData("1.5", null)]
    [InlineData("1,5", null)]
    [InlineData("1,000.5", null)]
    [InlineData("10,00", null)]
    [InlineData(",100", null)]
    [InlineData("1,000 000", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1e3", null)]
    [InlineData("½", null)]
    [InlineData("三十", null)]
    [InlineData("", null)]
    [InlineData("99999999999999999999999", null)]
    public void A_whole_number(string typed, long? number) => Assert.Equal(number, WrittenNumber.Whole(typed));

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("1,5", "1.5")]
    [InlineData("١٫٥", "1.5")]
    [InlineData("۱٫۵", "1.5")]
    [InlineData("१.५", "1.5")]
    [InlineData("２．５", "2.5")]
    [InlineData("1,500", "1500")]
    [InlineData("1.500", "1500")]
    [InlineData("1,500.5", "1500.5")]
    [InlineData("0,125", "0.125")]
    [InlineData(".5", "0.5")]
    [InlineData("2.", "2")]
    [InlineData("\u200E3\u200E", "3")]
    [InlineData(".", null)]
    [InlineData("1.2.3", null)]
    [InlineData("-1", null)]
    [InlineData("two", null)]
    [InlineData("", null)]
    public void A_number_with_a_fraction(string typed, string? number) =>
        Assert.Equal(number is null ? null : decimal.Parse(number, CultureInfo.InvariantCulture), WrittenNumber.Fraction(typed));

    [Theory]
    [InlineData("2027-10-31", "2027-10-31")]
    [InlineData("٢٠٢٧-١٠-٣١", "2027-10-31")]
    [InlineData("۲۰۲۷/۱۰/۳۱", "2027-10-31")]
    [InlineData("2027.1.5", "2027-01-05")]
    [InlineData("\u200E2027-10-31\u200E", "2027-10-31")]
    [InlineData("２０２７－１０－３１", "2027-10-31")]
    [InlineData("2027-02-30", null)]
    [InlineData("31.10.2027", null)]
    [InlineData("tomorrow", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_day(string? typed, string? day) => Assert.Equal(day, WrittenNumber.Day(typed)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
