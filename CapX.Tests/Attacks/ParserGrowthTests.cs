using System.Globalization;
using System.Text;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>No parser takes quadratic time: twice as much input may take at most three times as long. The tests measure the processor time of the thread
/// and take the minimum of several runs.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class ParserGrowthTests(DatabaseFixture data)
{
    private const int Size = 40_000;
    private const int Tries = 5;
    private const double MostGrowth = 3;

    // Shorter times are too noisy to compare, and they are harmless: quadratic growth would take a minute only for over a hundred times as much input.
    private const double TooShort = 3;

    // Fail at once instead of running such a slow parser ten times.
    private const double TooLong = 1000;

    /// <summary>Pieces that the inputs repeat many times.</summary>
    private static readonly string[] Repeated =
    [
        "a", "a ", " ", "\n", "\n ", "\n \n", "\r\n", "\t", "0", "9", "1.", "[", "[1,", "{", "{\"a\":", "{\"a\":[", "\"", "\"\"", "\",\"", "'", "\\", "\\u0301",
        "\\\"", ",", ", ", ";", ";q=0.1,", "en,", "pt-br;q=0.9,", "en-", "-a", "a-", "_", ".", ".a", "a.", "..", "/", "//", "/.", "/../", ":", "@", "%", "%41",
        "%CC%81", "%E2%80",
        "&", "&q=a", "&offers=a", "=", "?", "#", "|", "$1", "{{", "}}", "{{PLURAL:", "{{PLURAL:$1|a", "{{GENDER:$1|", "xn--", "a,b\n", "\"a\n", "\"\n\"",
        "\uD800", "\uDC00", "😀", "é", "e\u0301", "ß", "İ", "\uFDFA", "\u0301", "\u0344", "\u0F77", "\uFF9E", "\u200D", "\u0301\u200D", "\u0316\u0301",
        "\u0316\u0301\u0001", "\u0301\u0316\uFEFF", "\u0334\u0316\u0301\u0345",
        "\u1100", "\u1161", "가", "각", "中", "中文 ", "ไ", "\u00A0", "\u3000", "\u2028", "\u202E", "\u1160", "\0", "\uFFFE", "c", "e", "wiki", "ptwiki ",
        "Europe/", "name:a,",
    ];

    public static TheoryData<string> All => [.. Parsers.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Twice_as_much_takes_at_most_three_times_as_long(string parser)
    {
        var one = Parsers.All.Single(p => p.Name == parser);
        Assert.Empty(from make in Inputs
                     from isWrapped in (bool[])[false, true]
                     let fault = Fault(one, size => isWrapped ? one.Wrap(make.Of(size)) : make.Of(size))
                     where fault is not null
                     select $"{make.Name}{(isWrapped ? " inside" : "")}: {fault}");
    }

    /// <summary>Inputs of a given size in UTF-16 units.</summary>
    private static IEnumerable<(string Name, Func<int, string> Of)> Inputs =>
    [
        .. Repeated.Select<string, (string, Func<int, string>)>(piece => (Escaped(piece), size => Many(piece, size))),
        ("marks below after marks above", size => "a" + Many("\u0301", size / 2) + Many("\u0316", size / 2)),
        ("marks with blanks at the end", size => Many("\u0316\u0301", size / 2) + Many(" ", size / 2)),
        ("halfwidth marks after marks", size => "a" + Many("\u0301", size / 2) + Many("\uFF9E", size / 2)),
        ("runs of thirty with something unseen between", size => "a" + Many(Many("\u0301", 15) + Many("\u0316", 15) + "\u0001", size)),
        ("words that differ", size => Numbered(size, " ")),
        ("lines that differ", size => Numbered(size, "\n")),
        ("parameters that differ", size => "?" + Numbered(size, "&q=")),
        ("columns that differ", size => Numbered(size, ",name:a")),
        ("keys that differ", size => "{" + Numbered(size, "\":1,\"") + "\":1}"),
        ("brackets that close", size => Many("[", size / 2) + Many("]", size / 2)),
        ("an open quotation mark over lines", size => "name,type\n\"" + Many("a\n", size)),
        ("a blank line that does not end", size => "\n" + Many(" ", size / 2) + "\n" + Many(" ", size / 2) + "x"),
    ];

    /// <summary>Large texts live in another part of the heap, and garbage collection takes time of its own. Apparent growth is therefore measured again with
    /// larger texts. Quadratic growth shows every time.</summary>
    private string? Fault(Parser parser, Func<int, string> input)
    {
        string? fault = null;
        foreach (var size in (int[])[Size, 4 * Size, 2 * Size, 4 * Size])
        {
            fault = FaultAt(size, parser, input);
            if (fault is null) return null;
            GC.Collect();
        }
        return fault;
    }

    private string? FaultAt(int size, Parser parser, Func<int, string> input)
    {
        double Time(string text) => ThreadTime.Of(() => parser.Read(text, data.Vocabulary));
        var twice = input(2 * size);
        var leastOfTwice = Time(twice);
        // Most parsers end here.
        if (leastOfTwice < TooShort) return null;
        var once = input(size);
        var least = Time(once);
        Assert.True(least <= TooLong, $"{parser} takes {least:0} ms of the processor for {size} characters, which begin with {Escaped(once[..20])}");
        for (var tries = 0; tries < Tries; tries++)
        {
            leastOfTwice = Math.Min(leastOfTwice, Time(twice));
            if (leastOfTwice < TooShort || leastOfTwice <= MostGrowth * least && tries > 0) return null;
            least = Math.Min(least, Time(once));
        }
        return leastOfTwice <= MostGrowth * least
            ? null : string.Create(CultureInfo.InvariantCulture, $"{least:0.0} ms, and for twice as much {leastOfTwice:0.0}");
    }

    private static string Many(string piece, int size) => new StringBuilder(size + piece.Length).Insert(0, piece, Math.Max(1, size / piece.Length)).ToString();

    private static string Numbered(int size, string between)
    {
        var text = new StringBuilder(size + 20);
        for (var number = 0; text.Length < size; number++) text.Append(CultureInfo.InvariantCulture, $"{number:x}{between}");
        return text.ToString();
    }

    private static string Escaped(string piece) => string.Concat(piece.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
}
