using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>Limits combining marks (accents, vowel signs) to 30 per letter, as in the Stream-Safe Text Format of UAX #15. Normalization sorts the marks of a
/// letter in quadratic time. Invisible characters do not end a run of marks, because a later step may drop them and join two runs.</summary>
public static class MarkLimit
{
    /// <summary>Counted after compatibility decomposition.</summary>
    public const int Most = 30;

    /// <summary>The maximum number of marks in the decomposition of one character. A test checks all characters.</summary>
    internal const int MostOfOne = 4;

    /// <summary>True when a letter of the text exceeds the limit. Accepts any string, runs in linear time, and normalizes at most one letter with
    /// <see cref="Most"/> marks at a time.</summary>
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

    /// <summary>Returns the text without marks beyond the limit. For comparisons only, never for storage.</summary>
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

    /// <summary>Covers all characters with a nonzero combining class. Adds the two halfwidth Kana sound marks, letters that decompose into marks. Also adds
    /// the Thai and Lao AM, whose decomposition starts with a mark.</summary>
    internal static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            || rune.Value is 0x0E33 or 0x0EB3 or 0xFF9E or 0xFF9F;

    /// <summary>Characters that are never shown, so later steps may drop them: format and control characters (except line breaks and tabs), fillers, and
    /// noncharacters.</summary>
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control && rune.Value is not ('\t' or '\n' or '\r' or 0x85)
        || rune.Value is 0x115F or 0x1160 or 0x2065 or 0x3164 or 0xFFA0 or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF0 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE0FFF)
        || (rune.Value & 0xFFFE) == 0xFFFE;

    /// <summary>Skips the decomposition when the characters are too few to exceed the limit.</summary>
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

    /// <summary>Reads an unpaired surrogate as U+FFFD.</summary>
    private static Rune Next(string text, ref int at)
    {
        if (!Rune.TryGetRuneAt(text, at, out var rune)) rune = Rune.ReplacementChar;
        at += rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
        return rune;
    }
}
