using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>Parses numbers and dates as people type and paste them: digits of any script, invisible characters, and local grouping.</summary>
public static class WrittenNumber
{
    // The largest number with group separators, and room for characters that are dropped.
    private const int Longest = 100;
    private const int MostDigits = 18;

    /// <summary>Replaces digits of any script with ASCII digits and drops invisible characters. Linear time, any length.</summary>
    public static string Plain(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var plain = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in Unseen.Drop(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber) plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else plain.Append(units[..rune.EncodeToUtf16(units)]);
        }
        return plain.ToString();
    }

    /// <summary>The id of a stored item, from a URL or form. Digits only, null for anything else.</summary>
    public static ulong? Id(string? text) =>
        text is { Length: <= Longest } && ulong.TryParse(Plain(text).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>A non-negative integer, optionally grouped as pages show it ("1,000", "1 000", "١٠٠٬٠٠٠"). Null for anything else.</summary>
    public static long? Whole(string text)
    {
        if (text.Length > Longest) return null;
        var typed = Plain(text).Trim();
        var digits = Ungrouped(typed) ?? typed;
        return digits.Length is > 0 and <= MostDigits && digits.All(char.IsAsciiDigit)
            ? long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A non-negative number with a point or comma of any script as the decimal separator. Three digits after it are a group, as in "1,500", unless
    /// the number starts with 0. Null for anything else.</summary>
    public static decimal? Fraction(string text)
    {
        if (text.Length > Longest) return null;
        var typed = Plain(text).Trim();
        if (typed.LastIndexOfAny(['.', ',', '\u066B', '\u060C', '\uFF0C', '\uFF0E', '\u3001']) is var at && at >= 0
            && (typed[0] == '0' || Whole(typed) is null))
        {
            var (whole, part) = (typed[..at], typed[(at + 1)..]);
            var before = whole.Length == 0 ? 0 : Whole(whole);
            return before is not null && part.Length <= MostDigits && (whole.Length > 0 || part.Length > 0) && part.All(char.IsAsciiDigit)
                ? decimal.Parse($"{before}.{part}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
                : null;
        }
        return Whole(typed);
    }

    /// <summary>A date as sent by a date field (2027-10-31), also with slashes or points. Null for anything else.</summary>
    public static DateOnly? Day(string? text)
    {
        if (text is null || text.Length > Longest) return null;
        var parts = Plain(text).Trim().Split(['-', '/', '.', '\u2010', '\u2011', '\u2012', '\u2013', '\u2212', '\uFF0D', '\uFF0F', '\uFF0E']);
        return parts is [{ Length: 4 } year, { Length: 1 or 2 } month, { Length: 1 or 2 } day]
            && DateOnly.TryParseExact($"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var read) ? read : null;
    }

    /// <summary>Removes group separators. All must be the same. The first group has one to three digits, the last has three, and the others have two or three.
    /// Null when the number is not grouped like that.</summary>
    private static string? Ungrouped(string typed)
    {
        var at = typed.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (at < 1 || typed[at]
            is not (',' or '.' or '\'' or '\u2019' or ' ' or '\u00A0' or '\u202F' or '\u2009' or '\u066C' or '\u060C' or '\uFF0C' or '\uFF0E')) return null;
        var groups = typed.Split(typed[at]);
        return groups[0].Length <= 3 && groups[^1].Length == 3 && groups[1..].All(group => group.Length is 2 or 3) ? string.Concat(groups) : null;
    }
}
