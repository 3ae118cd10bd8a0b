using CapX.App.I18n;
using Xunit;

namespace CapX.Tests.I18n;

public sealed class BananaTests
{
    private static Messages With(string language, string message) => new MessageCatalog(new Dictionary<string, Dictionary<string, string>>
    {
        ["en"] = new() { ["english-only"] = "English" },
        [language] = new() { ["test"] = message },
    }).For(language);

    private static string Write(string message, params object?[] arguments) => With("fr-x-test", message)["test", arguments];

    [Theory]
    [InlineData("Hello, $1!", "Hello, Ana!")]
    [InlineData("$2 after $1", "$2 after Ana")]
    [InlineData("costs $0 and $$1", "costs $0 and $Ana")]
    [InlineData("100% {of} | [pipes]", "100% {of} | [pipes]")]
    [InlineData("", "")]
    public void Puts_arguments_where_their_numbers_stand(string message, string expected) => Assert.Equal(expected, Write(message, "Ana"));

    [Fact]
    public void Keeps_two_digit_arguments_apart_from_one_digit_ones() =>
        Assert.Equal("j a", Write("$10 $1", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));

    [Fact]
    public void Never_takes_an_argument_for_part_of_the_message() => Assert.Equal("$2 {{PLURAL:1|a|b}} x", Write("$1 $2", "$2 {{PLURAL:1|a|b}}", "x"));

    [Theory]
    [InlineData("en", 0, "0 people")]
    [InlineData("en", 1, "1 person")]
    [InlineData("en", 1000, "1,000 people")]
    [InlineData("fr", 0, "0 person")]
    [InlineData("fr", 2, "2 people")]
    [InlineData("fr", 12, "12 people")]
    public void Chooses_a_plural_form_by_the_language(string language, int count, string expected) =>
        Assert.Equal(expected, With(language, "{{PLURAL:$1|$1 person|$1 people}}")["test", count]);

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(1, "one")]
    [InlineData(2, "two")]
    [InlineData(3, "few")]
    [InlineData(110, "few")]
    [InlineData(11, "many")]
    [InlineData(100, "other")]
    public void Knows_all_six_forms_of_Arabic(int count, string expected) =>
        Assert.Equal(expected, With("ar", "{{PLURAL:$1|zero|one|two|few|many|other}}")["test", count]);

    [Theory]
    [InlineData(0, "nobody")]
    [InlineData(1, "only you")]
    [InlineData(12, "a dozen")]
    [InlineData(5, "many")]
    public void Explicit_forms_go_before_the_categories(int count, string expected) =>
        Assert.Equal(expected, With("en", "{{PLURAL:$1|0=nobody|1=only you|12=a dozen|one|many}}")["test", count]);

    [Theory]
    [InlineData("{{PLURAL:$1|0=none}}", 3, "")]
    [InlineData("{{PLURAL:$1}}", 3, "")]
    [InlineData("{{PLURAL:$1|always}}", 1, "always")]
    [InlineData("{{plural:$1|a|b}}", 2, "b")]
    [InlineData("{{PLURAL:1|a|b}}", 2, "a")]
    public void Makes_the_best_of_missing_forms(string message, int count, string expected) => Assert.Equal(expected, With("en", message)["test", count]);

    [Fact]
    public void Counts_a_number_given_as_text_and_takes_the_last_form_for_none()
    {
        Assert.Equal("one", With("en", "{{PLURAL:$1|one|other}}")["test", "1"]);
        Assert.Equal("other", With("en", "{{PLURAL:$1|one|other}}")["test", "many"]);
        Assert.Equal("other", With("en", "{{PLURAL:$1|one|other}}")["test", (string?)null]);
        Assert.Equal("other", With("en", "{{PLURAL:$1|one|other}}")["test", 1.5]);
    }

    [Theory]
    [InlineData("male", "he")]
    [InlineData("female", "she")]
    [InlineData("unknown", "they")]
    [InlineData("", "they")]
    public void Chooses_a_form_by_gender(string gender, string expected) => Assert.Equal(expected, Write("{{GENDER:$1|he|she|they}}", gender));

    [Fact]
    public void Nests_functions_and_arguments() =>
        Assert.Equal("She has 1 message.", With("en", "{{GENDER:$2|He|She}} has {{PLURAL:$1|$1 {{GENDER:$2|note|message}}|$1 things}}.")["test", 1, "female"]);

    [Theory]
    [InlineData("{{PLURAL:$1|one|other", "{{PLURAL:$1|one|other")]
    [InlineData("{{GRAMMAR:genitive|x}} of $1", "{{GRAMMAR:genitive|x}} of 1")]
    [InlineData("{{{{}}", "{{{{}}")]
    [InlineData("a }} b", "a }} b")]
    [InlineData("{{PLURAL:{{GENDER:$1|a", "{{PLURAL:{{GENDER:$1|a")]
    [InlineData("$99999999999", "$99999999999")]
    public void Shows_what_is_malformed_as_it_was_written(string message, string expected) => Assert.Equal(expected, Write(message, "1"));

    [Fact]
    public void A_missing_message_comes_from_English_and_an_unknown_key_shows_itself()
    {
        Assert.Equal("English", With("fr", "…")["english-only"]);
        Assert.Equal("⧼nowhere⧽", With("fr", "…")["nowhere"]);
    }

    [Fact]
    public void Shows_keys_and_arguments_in_qqx()
    {
        Assert.Equal("(people-find)", MessageCatalog.Instance.For("qqx")["people-find"]);
        Assert.Equal("(people-found: 1,234, Ana)", MessageCatalog.Instance.For("qqx")["people-found", 1234, "Ana"]);
    }
}
