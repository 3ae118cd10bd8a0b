using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>At most 30 marks (accents, vowel signs) on one letter, as in the stream-safe format of UAX #15: normalizing sorts the marks of a letter, in a time
/// that grows with the square of their number.
/// Invisible characters do not end a run of marks, because a later step may drop them and join two runs.</summary>
public static class MarkLimit
{
    /// <summary>Counted after compatibility decomposition.</summary>
    public const int Most = 30;

    /// <summary>One character decomposes into no more marks than this; a test looks at all characters.</summary>
    internal const int MostOfOne = 4;

    /// <summary>Whether a letter of the text has more marks. Takes any string, in linear time, and normalizes no more than <see cref="Most"/> characters at a
    /// time.</summary>
    public static bool IsExceeded(string text)
    {
        if (!MayHoldMarks(text)) return false;
        var (start, count) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var here = at;
            var rune = Next(text, ref at);
            if (IsMark(rune))
            {
                if (++count > Most) return true;
            }
            else if (!IsUnseen(rune))
            {
                if (IsExceededBy(text.AsSpan(start, here - start), count)) return true;
                (start, count) = (here, 0);
            }
        }
        return IsExceededBy(text.AsSpan(start), count);
    }

    /// <summary>The text without the marks beyond the limit: for comparing texts, never for storing them.</summary>
    public static string Cap(string text)
    {
        if (!MayHoldMarks(text)) return text;
        StringBuilder? capped = null;
        var count = 0;
        for (var at = 0; at < text.Length;)
        {
            var here = at;
            var rune = Next(text, ref at);
            if (IsMark(rune)) count++;
            else if (!IsUnseen(rune)) count = 0;
            if (count > Most && IsMark(rune)) capped ??= new StringBuilder(text, 0, here, text.Length);
            else capped?.Append(text, here, at - here);
        }
        return capped?.ToString() ?? text;
    }

    /// <summary>Each character whose combining class is not zero has one of these categories. The two halfwidth marks of Kana are letters that decompose into
    /// marks, and the AM of Thai and Lao begins with one.</summary>
    internal static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            || rune.Value is 0x0E33 or 0x0EB3 or 0xFF9E or 0xFF9F;

    /// <summary>What is never shown, so that texts may lose it: format and control characters (not the ends of lines), fillers, and what is no
    /// character.</summary>
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control && rune.Value is not ('\t' or '\n' or '\r' or 0x85)
        || rune.Value is 0x115F or 0x1160 or 0x2065 or 0x3164 or 0xFFA0 or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF0 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE0FFF)
        || (rune.Value & 0xFFFE) == 0xFFFE;

    /// <summary>Few characters can become many marks: only then they are decomposed.</summary>
    private static bool IsExceededBy(ReadOnlySpan<char> letterWithMarks, int count)
    {
        if ((count + 1) * MostOfOne <= Most) return false;
        var seen = new StringBuilder();
        foreach (var rune in letterWithMarks.EnumerateRunes())
            if (IsMark(rune) || !IsUnseen(rune)) seen.Append(rune);
        var run = 0;
        foreach (var rune in seen.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            run = IsMark(rune) ? run + 1 : 0;
            if (run > Most) return true;
        }
        return false;
    }

    private static bool MayHoldMarks(string text) => text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF');

    /// <summary>Half of a surrogate pair is read as U+FFFD.</summary>
    private static Rune Next(string text, ref int at)
    {
        if (!Rune.TryGetRuneAt(text, at, out var rune)) rune = Rune.ReplacementChar;
        at += rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
        return rune;
    }
}
