using CapX.App.I18n;
using Xunit;

namespace CapX.Tests.I18n;

public sealed class MessageFormatsTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 14, 5, 0, DateTimeKind.Utc);

    private static readonly MessageCatalog Five = new("ar en es fr pt-br".Split(' ')
        .ToDictionary(code => code, code => code == "en" ? Embedded.MessagesOf("en") : []));

    [Theory]
    [InlineData("en", 1234567.5, "1,234,567.5")]
    [InlineData("pt-br", 1234.25, "1.234,25")]
    [InlineData("fr", 1234, "1 234")]
    [InlineData("es", 1234, "1234")]
    [InlineData("es", 12345, "12.345")]
    [InlineData("ar", 1234.5, "١٬٢٣٤٫٥")]
    [InlineData("en", 0, "0")]
    public void Numbers_are_written_as_the_reader_writes_them(string language, double number, string expected) =>
        // French separates groups of digits with a narrow no-break space.
        Assert.Equal(expected, Five.For(language).Number(number).Replace('\u202f', ' ').Replace('\u00a0', ' '));

    [Theory]
    [InlineData("en", "November 22, 2026")]
    [InlineData("pt-br", "22 de novembro de 2026")]
    [InlineData("es", "22 de noviembre de 2026")]
    [InlineData("fr", "22 novembre 2026")]
    [InlineData("ar", "٢٢ نوفمبر ٢٠٢٦")]
    public void Dates_are_written_out_without_the_weekday(string language, string expected) =>
        Assert.Equal(expected, Five.For(language).Date(DateOnly.FromDateTime(Now)));

    [Theory]
    [InlineData("en", "2026")]
    [InlineData("fr", "2026")]
    [InlineData("ar", "٢٠٢٦")]
    public void Years_have_no_groups(string language, string expected) => Assert.Equal(expected, Five.For(language).Year(2026));

    [Fact]
    public void Lists_are_joined_by_the_separator_of_the_language()
    {
        var english = Five.For("en");
        Assert.Equal("", english.List([]));
        Assert.Equal("Portuguese", english.List(["Portuguese"]));
        Assert.Equal("Portuguese, English, $1", english.List(["Portuguese", "English", "$1"]));
    }

    [Theory]
    [InlineData(-60, "just now")]
    [InlineData(59, "just now")]
    [InlineData(60, "1 minute ago")]
    [InlineData(3599, "59 minutes ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(86_400, "1 day ago")]
    [InlineData(3 * 86_400, "3 days ago")]
    [InlineData(31 * 86_400, "1 month ago")]
    [InlineData(364 * 86_400, "12 months ago")]
    [InlineData(800 * 86_400, "2 years ago")]
    public void Says_how_long_ago_in_the_largest_whole_unit(int seconds, string expected) =>
        Assert.Equal(expected, Five.For("en").Ago(Now.AddSeconds(-seconds), Now));

    [Fact]
    public void Names_sort_as_the_reader_expects() =>
        Assert.Equal(["Árabe", "banda", "Élan", "zulu"], "zulu Élan banda Árabe".Split(' ').Order(Five.For("pt-br").Collation));

    [Fact]
    public void Arabic_runs_from_right_to_left()
    {
        Assert.True(Five.For("ar").RightToLeft);
        Assert.Equal("العربية", Five.For("ar").Autonym);
        Assert.False(Five.For("qqx").RightToLeft);
    }
}
