using System.Text.Json;
using CapX.App.I18n;
using Xunit;

namespace CapX.Tests.I18n;

public sealed class MessageFilesTests
{
    private static readonly Dictionary<string, string> English = Embedded.MessagesOf("en");

    public static TheoryData<string> Files => [.. Embedded.MessageLanguages().Append("qqq")];

    public static TheoryData<string> Languages => [.. Embedded.MessageLanguages()];

    [Fact]
    public void Every_message_is_documented_and_every_documented_message_exists() =>
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Embedded.MessagesOf("qqq").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Keys_are_lower_case_words_with_hyphens() => Assert.All(English.Keys, key => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)+$", key));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_sorted_by_key(string file)
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream($"messages/{file}.json")!;
        using var content = JsonDocument.Parse(stream);
        var keys = content.RootElement.EnumerateObject().Select(message => message.Name).ToList();
        Assert.Equal(keys.Distinct().Order(StringComparer.Ordinal), keys);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_message_is_empty_or_has_stray_spaces(string file) =>
        Assert.Empty(Embedded.MessagesOf(file).Where(message => message.Value.Length == 0 || message.Value != message.Value.Trim())
            .Select(message => message.Key));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_message_is_well_formed(string language) =>
        Assert.Empty(Embedded.MessagesOf(language).Where(message => !Parse(message.Value).IsWellFormed).Select(message => message.Key));

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_translation_has_only_keys_that_English_has(string language) => Assert.Empty(Embedded.MessagesOf(language).Keys.Except(English.Keys));

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_translation_uses_the_arguments_that_English_uses(string language) =>
        Assert.Empty(Embedded.MessagesOf(language)
            .Where(message => English.TryGetValue(message.Key, out var english) && !Parse(english).Arguments.SetEquals(Parse(message.Value).Arguments))
            .Select(message => message.Key));

    private static Banana Parse(string message) => new(message, PluralRules.For(["en"]));
}
