using System.Text;

namespace CapX.Data;

/// <summary>Invisible characters that come along with copied text: direction marks, joiners, soft hyphens, tags, variation selectors, fillers. Unicode's
/// Default_Ignorable_Code_Point.</summary>
public static class Unseen
{
    private const int Joiner = 0x200D;
    private const int NonJoiner = 0x200C;

    /// <summary>Removes all of them, for links, numbers, codes and comparisons. Linear time. Keeps unpaired surrogates.</summary>
    public static string Drop(string text) => Drop(text, static (_, _) => false);

    /// <summary>Removes them from a name, except those that shape adjacent letters: joiners between two letters, as in Persian and Hindi, and variation
    /// selectors.</summary>
    public static string DropFromName(string text) => Drop(text, static (rune, isInside) => rune.Value is Joiner or NonJoiner ? isInside : IsShape(rune.Value));

    /// <summary>Removes them from a query or running text, except joiners and variation selectors.</summary>
    public static string DropFromText(string text) => Drop(text, static (rune, _) => rune.Value is Joiner or NonJoiner || IsShape(rune.Value));

    /// <summary>True for an invisible character.</summary>
    public static bool Is(Rune rune) => Is(rune.Value);

    internal static bool Is(int c) =>
        c >= 0xAD && c is 0xAD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
            or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
            or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0xFFF0 and <= 0xFFFB)
            or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>True when the character changes the shape of the preceding letter or the order of its marks.</summary>
    private static bool IsShape(int c) =>
        c is 0x034F or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary><paramref name="isKept"/> gets the character, and whether a visible non-blank character is on both sides of it.</summary>
    private static string Drop(string text, Func<Rune, bool, bool> isKept)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u00AC')) return text;
        StringBuilder? left = null;
        for (var at = 0; at < text.Length;)
        {
            var here = at;
            at += Rune.TryGetRuneAt(text, here, out var rune) ? rune.Utf16SequenceLength : 1;
            if (rune != default && Is(rune) && !isKept(rune, IsLetter(text, here - 1) && IsLetter(text, at)))
                left ??= new StringBuilder(text, 0, here, text.Length);
            else left?.Append(text, here, at - here);
        }
        return left?.ToString() ?? text;
    }

    private static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && !char.IsWhiteSpace(text[at]) && !Is(text[at]);
}
