using CapX.Data;
using CapX.Data.Index;
using Xunit;

namespace CapX.Tests.Search;

/// <summary>The number of typing errors between two words, compared with the plainest way to count them.</summary>
public sealed class ClosenessTests
{
    private const string Letters = "abcd";

    [Fact]
    public void Counts_as_the_whole_table_does()
    {
        var random = new Random(1);
        for (var round = 0; round < 4000; round++)
        {
            var (typed, meant) = (Word(random), Word(random));
            for (var most = 0; most <= 2;
                most++) Assert.Equal(Plainly(typed, meant) is var slips && slips <= most ? slips : null, Closeness.Between(typed, meant, most));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Finds_the_same_terms_as_looking_at_each(int most)
    {
        var random = new Random(2);
        var terms = new TermList();
        var words = Enumerable.Range(0, 1500).Select(_ => Word(random)).Where(w => w.Length > 0).Distinct().ToList();
        foreach (var word in words.Append(" ab")) terms.GetOrAdd(word);
        terms.Sort();
        for (var round = 0; round < 300; round++)
        {
            var typed = Word(random);
            Assert.Equal(words.Select(w => (w, Plainly(typed, w))).Where(w => w.Item2 <= most).Order(),
                terms.Near(typed, most).Select(n => (n.Term.Text, n.Distance)).Order());
        }
    }

    [Fact]
    public void A_close_word_holds_one_of_the_pieces()
    {
        foreach (var (typed, meant) in new[] { ("wikdata", "wikidata"), ("opnerefine", "openrefine"), ("ghaan", "ghana"), ("alise", "alice"),
            ("worskhop", "workshop"), ("editathn", "editathon") })
            Assert.Contains(Closeness.Pieces(typed), piece => meant.Contains(piece, StringComparison.Ordinal));
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static int Plainly(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }
                table[i, j] = new[] { table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1) }.Min();
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        return table[a.Length, b.Length];
    }
}
