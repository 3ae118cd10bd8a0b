using CapX.App.I18n;
using CapX.App.Shell;
using Xunit;

namespace CapX.Tests.Shell;

public sealed class LanguageChoiceTests
{
    // The languages of CapX, regardless of which message files exist.
    private static readonly MessageCatalog Five = new("ar en es fr pt-br".Split(' ').ToDictionary(code => code, _ => new Dictionary<string, string>()));

    [Theory]
    // Priority: URL, person, cookie, browser, English.
    [InlineData("fr", "es", "ar", "pt-BR", "fr")]
    [InlineData(null, "es", "ar", "pt-BR", "es")]
    [InlineData(null, null, "ar", "pt-BR", "ar")]
    [InlineData(null, null, null, "pt-BR", "pt-br")]
    [InlineData(null, null, null, null, "en")]
    // MediaWiki's fallbacks.
    [InlineData("pt", null, null, null, "pt-br")]
    [InlineData("gl", null, null, null, "pt-br")]
    [InlineData("ary", null, null, null, "ar")]
    [InlineData("qu", null, null, null, "es")]
    [InlineData("es-MX", null, null, null, "es")]
    [InlineData("PT-BR", null, null, null, "pt-br")]
    [InlineData("ja", null, null, "fr", "en")]
    // Invalid values are skipped.
    [InlineData("", "", "ar", "fr", "ar")]
    [InlineData("<script>", null, null, "fr", "fr")]
    [InlineData("../../etc/passwd", null, "en'--", "fr", "fr")]
    [InlineData("português", null, null, "fr", "fr")]
    [InlineData("pt-br-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", null, null, "fr", "fr")]
    // qqx shows message keys. It works only in the URL and is not remembered.
    [InlineData("qqx", "es", null, null, "qqx")]
    [InlineData("QQX", null, null, null, "qqx")]
    [InlineData(null, "qqx", "qqx", "qqx, fr;q=0.5", "fr")]
    [InlineData(null, "qqx-x", "QQX", "qqx-x, fr;q=0.5", "fr")]
    // Browser languages by weight, without those that would only fall back to English.
    [InlineData(null, null, null, "de, es;q=0.5", "es")]
    [InlineData(null, null, null, "es;q=0.5, fr;q=0.9", "fr")]
    [InlineData(null, null, null, "fr;q=0, es;q=0.1", "es")]
    [InlineData(null, null, null, "en-GB, fr;q=0.9", "en")]
    [InlineData(null, null, null, "ar-EG,ar;q=0.9,en;q=0.8", "ar")]
    [InlineData(null, null, null, "pt-PT", "pt-br")]
    [InlineData(null, null, null, "zh-Hant-TW, ja", "en")]
    [InlineData(null, null, null, "*", "en")]
    [InlineData(null, null, null, ";;q=,,, fr;q=0.3", "fr")]
    [InlineData(null, null, null, "fr;q=9999999999999999999999", "en")]
    public void Chooses(string? asked, string? person, string? cookie, string? accepted, string expected) =>
        Assert.Equal(expected, LanguageChoice.Choose(Five, asked, person, cookie, accepted).Language);

    [Theory]
    [InlineData("pt-br", "pt-br pt en")]
    [InlineData("pt", "pt pt-br en")]
    [InlineData("gl", "gl pt pt-br en")]
    [InlineData("es-mx", "es-mx es en")]
    [InlineData("en", "en")]
    [InlineData("lmo", "lmo pms eml lij vec it en")]
    public void Chains_end_in_English(string language, string chain) => Assert.Equal(chain, string.Join(' ', Fallbacks.Chain(language)));
}
