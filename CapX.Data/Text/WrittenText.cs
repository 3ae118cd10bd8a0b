using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CapX.Data;

/// <summary>Why a text is rejected.</summary>
public enum TextFault
{
    TooLong,

    /// <summary>More than <see cref="MarkLimit.Most"/> combining marks on one letter.</summary>
    TooManyMarks,

    /// <summary>An unpaired surrogate.</summary>
    BadCharacters,
}

/// <summary>A text fit for storage, or null and the fault.</summary>
/// <param name="Length">In code points, as it would be stored. In UTF-16 units, as received, when that is more than twice the limit.</param>
public readonly record struct CheckedText(string? Fit, TextFault? Fault, int Length);

/// <summary>Prepares user input for storage and display: normalizes it, and drops invisible characters that disturb the surrounding text. The only place that
/// normalizes outside text. Checks the length first, then the marks, so that normalization is never slow.</summary>
public static partial class WrittenText
{
    /// <summary>A single line, with runs of whitespace collapsed into one space. Null when the text has a fault.</summary>
    public static string? OneLine(string text, int longest) => CheckLine(text, longest).Fit;

    /// <summary>Several lines, with at most one empty line in a row. Null when the text has a fault.</summary>
    public static string? Lines(string text, int longest) => CheckLines(text, longest).Fit;

    /// <summary>Like <see cref="OneLine"/>, and returns the fault. The limit is in code points.</summary>
    public static CheckedText CheckLine(string text, int longest) => Check(text, longest, Spaces(), " ");

    /// <summary>Like <see cref="Lines"/>, and returns the fault. The limit is in code points.</summary>
    public static CheckedText CheckLines(string text, int longest) => Check(text, longest, EmptyLines(), "\n\n");

    /// <summary>A name: like <see cref="CheckLine"/>, without the characters that <see cref="Unseen"/> drops from names.</summary>
    public static CheckedText CheckName(string text, int longest) => IsRefused(text, longest) ? Refused(text) : CheckLine(Unseen.DropFromName(text), longest);

    /// <summary>A link, code or number: like <see cref="CheckLine"/>, without any invisible characters.</summary>
    public static CheckedText CheckUnseen(string text, int longest) => IsRefused(text, longest) ? Refused(text) : CheckLine(Unseen.Drop(text), longest);

    /// <summary>True when a text is too long to look at. A code point has at most two units, and forms send two for a line break, so it exceeds the limit
    /// either way.</summary>
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

    /// <summary>Drops harmful characters and unifies line breaks. Null when the text has an unpaired surrogate.</summary>
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

    /// <summary>Control characters, noncharacters, and directional embeddings, overrides and isolates, which can reverse the text that follows. Direction
    /// marks and joiners stay: Arabic, Hebrew, Persian and others need them.</summary>
    private static bool IsHarmful(int c) =>
        c is < 0x20 or (>= 0x7F and < 0xA0) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF
            or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xFDD0 and <= 0xFDEF)
        || (c & 0xFFFE) == 0xFFFE;

    /// <summary>Trims the text. Empty when nothing in it is visible.</summary>
    private static string OrBlank(string text) => text.EnumerateRunes().Any(IsSeen) ? text.Trim() : "";

    /// <summary>The Hangul fillers and the empty Braille pattern are classed as letters and a symbol, but are drawn blank.</summary>
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
