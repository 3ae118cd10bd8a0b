using System.Text;

namespace CapX.Tests.Attacks;

/// <summary>Generates the same inputs for the same seed: changed samples, pieces in random order, the corpus, and random characters.</summary>
internal sealed class Fuzz(Parser parser, int seed)
{
    private const int Longest = 20_000;

    /// <summary>Pieces that some parser treats specially, or that are unusual in themselves.</summary>
    private static readonly string[] Pieces =
    [
        "", " ", "\n", "\r\n", "\t", "\0", ",", ";", ":", "|", "/", "//", "\\", ".", "..", "-", "_", "&", "=", "?", "#", "@", "%", "%20", "%E2%80%AE", "%zz",
        "+", "*", "~", "$1", "$99", "{{", "}}", "{{PLURAL:", "{{GENDER:",
        "{", "}", "[", "]", "\"", "'", "\\u", "\\ud800", "\\n", "null", "true", "false", "0", "1", "-1", "1e999", "99999999999999999999", "0x1F", "1.5",
        "1.2c3", "٣", "２", "NaN", "en", "pt-br", "qqx", "x-klingon", ";q=0.5", ";q=2",
        "2026-12-01", "2026-02-30", "T18:00", "0000-00-00", "9999-12-31T23:59", "UTC", "Europe/Berlin", "https://", "http://[::1]/", "xn--", "example.org",
        ":99999", "user:word@", "meta.wikimedia.org/wiki/", "name", "name:fr", "sub", "username",
        "a\u0301\u0316", "\u0301", "\u0316", "\u0344", "\u200D", "\u202E", "\u2066", "\uFEFF", "\uFFFE", "\uFFFF", "\uD83D", "\uDE00", "😀", "İ", "ß", "\uFDFA",
        "ﬃ", "\u1160", "각", "가", "中文", "ไทย", "ﾞ", "العربية", "עברית", "\u0F77", "\u2028",
    ];

    /// <summary>The ranges of the random characters: ASCII, Latin, marks, Hebrew to Indic, Tibetan, punctuation, symbols, Kana and Han, Hangul, surrogates,
    /// private use and forms, higher planes.</summary>
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x00, 0x7F), (0x00, 0x7F), (0x80, 0x2AF), (0x300, 0x36F), (0x370, 0x8FF), (0x900, 0xEFF), (0xF00, 0xFFF), (0x1000, 0x1FFF), (0x2000, 0x206F),
        (0x2070, 0x2BFF), (0x3000, 0x9FFF), (0xAC00, 0xD7FF), (0xD800, 0xDFFF), (0xE000, 0xFFFF), (0x10000, 0x1FFFF), (0xE0000, 0x10FFFF),
    ];

    private readonly Random _random = new(seed);

    public string Next() => _random.Next(10) switch
    {
        < 4 => Changed(Pick(parser.Samples)),
        < 6 => parser.Wrap(Changed(Pick(parser.Samples))),
        6 => parser.Wrap(Any(_random.Next(60))),
        7 => parser.Wrap(Joined(_random.Next(30))),
        8 => Joined(_random.Next(30)),
        _ => parser.Wrap(Pick(Corpus.All).Text),
    };

    /// <summary>Makes one to four changes. Some of them repeat a piece many times.</summary>
    private string Changed(string sample)
    {
        var text = new StringBuilder(sample);
        for (var changes = _random.Next(4); changes >= 0; changes--)
        {
            var (at, length) = (_random.Next(text.Length + 1), 0);
            length = Math.Min(_random.Next(8), text.Length - at);
            switch (_random.Next(6))
            {
                case 0: text.Insert(at, Any(1 + _random.Next(3))); break;
                case 1: text.Remove(at, length); break;
                case 2: text.Insert(at, Pick(Pieces)); break;
                case 3: text.Remove(at, length).Insert(at, Pick(Pieces)); break;
                case 4: text.Insert(at, Pick(parser.Samples)); break;
                default: text.Insert(at, Many(length > 0 ? text.ToString(at, length) : Pick(Pieces))); break;
            }
        }
        return text.Length > Longest ? text.ToString(0, Longest) : text.ToString();
    }

    private string Many(string piece) => string.Concat(Enumerable.Repeat(piece, _random.Next(100) == 0 ? _random.Next(2000) : _random.Next(40)));

    private string Joined(int pieces)
    {
        var text = new StringBuilder();
        for (; pieces > 0; pieces--) text.Append(_random.Next(3) == 0 ? Pick(parser.Samples) : Pick(Pieces));
        return text.ToString();
    }

    private string Any(int characters)
    {
        var text = new StringBuilder();
        for (; characters > 0; characters--)
        {
            var (first, last) = Pick(Ranges);
            var value = _random.Next(first, last + 1);
            if (Rune.IsValid(value)) text.Append(new Rune(value));
            else text.Append((char)value);
        }
        return text.ToString();
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
