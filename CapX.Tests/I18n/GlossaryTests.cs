using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CapX.App.I18n;
using Xunit;

namespace CapX.Tests.I18n;

/// <summary>The English messages use the terms of CapX.App/I18n/glossary/en.json.</summary>
public sealed class GlossaryTests
{
    private static readonly List<KeyValuePair<string, Term>> Terms = Read();

    /// <summary>This message explains the value "nobody" in the export of a person's data.</summary>
    private static readonly (string, string)[] Quoted = [("privacy-export-profile", "nobody")];

    [Fact]
    public void Terms_are_sorted_and_each_has_a_meaning_and_words_to_avoid()
    {
        Assert.Equal(Terms.Select(term => term.Key).Distinct().Order(StringComparer.OrdinalIgnoreCase), Terms.Select(term => term.Key));
        Assert.All(Terms, term => Assert.False(string.IsNullOrWhiteSpace(term.Value.Meaning), term.Key));
        Assert.All(Terms, term => Assert.NotEmpty(term.Value.Not.Concat(term.Value.Never)));
    }

    [Fact]
    public void No_English_message_uses_a_word_that_is_never_right()
    {
        var words = new Regex(@"(?<![\p{L}\p{N}])(" + string.Join('|', Never.Select(Regex.Escape)) + @")(?![\p{L}\p{N}])", RegexOptions.IgnoreCase);
        var found = from message in Embedded.MessagesOf("en")
                    from Match match in words.Matches(message.Value)
                    select (message.Key, match.Value.ToLowerInvariant());
        Assert.Equal(Quoted, found);
    }

    /// <summary>Longest first, so that the regular expression matches whole phrases.</summary>
    private static IEnumerable<string> Never => Terms.SelectMany(term => term.Value.Never).OrderByDescending(word => word.Length);

    private static List<KeyValuePair<string, Term>> Read()
    {
        using var glossary = JsonDocument.Parse(File.ReadAllText(HouseTests.PathOf("CapX.App/I18n/glossary/en.json")));
        return [.. from term in glossary.RootElement.EnumerateObject()
                   select KeyValuePair.Create(term.Name, term.Value.Deserialize<Term>(JsonSerializerOptions.Web)!)];
    }

    /// <summary>Words in Not are wrong in this meaning but may be right in another. Words in Never are right in no message.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Term
    {
        public required string Meaning { get; init; }
        public IReadOnlyList<string> Not { get; init; } = [];
        public IReadOnlyList<string> Never { get; init; } = [];
    }
}
