using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CapX.Data;

/// <summary>What is wrong with a text that somebody wrote.</summary>
public enum TextFault
{
    TooLong,

    /// <summary>More than <see cref="MarkLimit.Most"/> on one letter.</summary>
    TooManyMarks,

    /// <summary>Half of a surrogate pair.</summary>
    BadCharacters,
}

/// <summary>A text as it can be stored; null with what is wrong with it.</summary>
/// <param name="Length">In code points as it would be stored; in UTF-16 units as it came where that is more than twice the limit.</param>
public readonly record struct CheckedText(string? Fit, TextFault? Fault, int Length);

/// <summary>Makes what somebody typed or pasted fit to be stored and shown: normalized, and without characters that nobody sees and that disturb the text
/// around.
/// The one place where texts from outside are normalized: the length comes first, then the marks, and then nothing is left that takes long.</summary>
public static partial class WrittenText
{
    /// <summary>One line: any run of spaces is one space. Null where something is wrong with it.</summary>
    public static string? OneLine(string text, int longest) => CheckLine(text, longest).Fit;

    /// <summary>Several lines, at most one of them empty between two others. Null where something is wrong with it.</summary>
    public static string? Lines(string text, int longest) => CheckLines(text, longest).Fit;

    /// <summary>As <see cref="OneLine"/>, and says what is wrong. The limit is in code points.</summary>
    public static CheckedText CheckLine(string text, int longest) => Check(text, longest, Spaces(), " ");

    /// <summary>As <see cref="Lines"/>, and says what is wrong. The limit is in code points.</summary>
    public static CheckedText CheckLines(string text, int longest) => Check(text, longest, EmptyLines(), "\n\n");

    /// <summary>The name of something: as <see cref="CheckLine"/>, without what <see cref="Unseen"/> drops from names.</summary>
    public static CheckedText CheckName(string text, int longest) => IsRefused(text, longest) ? Refused(text) : CheckLine(Unseen.DropFromName(text), longest);

    /// <summary>A link, code or number: as <see cref="CheckLine"/>, without anything that nobody sees.</summary>
    public static CheckedText CheckUnseen(string text, int longest) => IsRefused(text, longest) ? Refused(text) : CheckLine(Unseen.Drop(text), longest);

    /// <summary>Whether a text is so long that it is not looked at: a code point has at most two units, and forms send two for the end of a line, so it is too
    /// long however it is counted.</summary>
    public static bool IsRefused(string text, int longest) => text.Length > 2L * longest;

    private static CheckedText Refused(string text) => new(null, TextFault.TooLong, text.Length);

    private static CheckedText Check(string text, int longest, Regex blank, string instead)
    {
        if (IsRefused(text, longest)) return Refused(text);
        if (Kept(text) is not { } kept) return new CheckedText(null, TextFault.BadCharacters, 0);
        if (MarkLimit.IsExceeded(kept)) return new CheckedText(null, TextFault.TooManyMarks, 0);
        var fit = OrBlank(blank.Replace(kept.Normalize(NormalizationForm.FormC), instead));
        var length = fit.EnumerateRunes().Count();
        return length > longest ? new CheckedText(null, TextFault.TooLong, length) : new CheckedText(fit, null, length);
    }

    /// <summary>Without what does harm; null where half of a surrogate pair stands in it.</summary>
    private static string? Kept(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune)) return null;
            at += rune.Utf16SequenceLength;
            if (rune.Value is '\r' && at < text.Length && text[at] == '\n') continue;
            if (rune.Value is '\r' or '\n' or 0x85 or 0x2028 or 0x2029) kept.Append('\n');
            else if (rune.Value is '\t') kept.Append(' ');
            else if (!IsHarmful(rune.Value)) kept.Append(rune);
        }
        return kept.ToString();
    }

    /// <summary>Control characters, embeddings, overrides and isolates of direction (they turn the text that follows around), and what is no character at all.
    /// Marks of direction and joiners stay: Arabic, Hebrew, Persian and many others need them.</summary>
    private static bool IsHarmful(int c) =>
        c is < 0x20 or (>= 0x7F and < 0xA0) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF
            or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xFDD0 and <= 0xFDEF)
        || (c & 0xFFFE) == 0xFFFE;

    /// <summary>A text of which nothing is to be seen is empty.</summary>
    private static string OrBlank(string text) => text.EnumerateRunes().Any(IsSeen) ? text.Trim() : "";

    /// <summary>The Hangul fillers and the empty Braille pattern are letters and a symbol that show nothing.</summary>
    private static bool IsSeen(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\n[^\S\n]*(?:\n[^\S\n]*)+\n", RegexOptions.CultureInvariant)]
    private static partial Regex EmptyLines();
}
