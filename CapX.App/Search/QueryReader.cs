using System.Globalization;

namespace CapX.App.Search;

/// <summary>A query parameter with an unknown or malformed value, or with too many values. The API returns 400, a page ignores and reports it.</summary>
public sealed record RefusedParameter(string Name, string Value)
{
    private const int LongestShown = 60;

    // Long enough to still fill the shown length after invisible characters are removed.
    private const int LongestLookedAt = 4 * LongestShown;

    /// <summary>True when there were too many values. The surplus values are dropped, so there is no value to show.</summary>
    public bool IsTooMany { get; init; }

    /// <summary>True for a search text without letters and digits.</summary>
    public bool IsUnsearchable => Name == SearchChoice.TextParameter && !IsTooMany && Value.Length <= QueryReader.LongestValue && Text.Words(Value).Count == 0;

    /// <summary>The value, sanitized for display and shortened.</summary>
    public string ShownValue =>
        (WrittenText.OneLine(MarkLimit.Cap(Start(Value, LongestLookedAt)), int.MaxValue) ?? "") is var shown && shown.Length > LongestShown
            ? Start(shown, LongestShown) + "…" : shown;

    /// <summary>Never splits a surrogate pair.</summary>
    private static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>Reads a query string as text only, so that malformed input cannot cause a 500, and collects invalid values. Empty values are ignored.</summary>
public sealed class QueryReader(IQueryCollection query)
{
    /// <summary>No valid value is longer.</summary>
    public const int LongestValue = 1000;

    /// <summary>Maximum number of values per repeatable parameter, and of all of them together. Each value costs a count, a chip and a part
    /// of every link on the page.</summary>
    public const int MostOfOne = 20;
    public const int MostOfAll = 40;

    private static readonly int DigitsOfLargest = int.MaxValue.ToString(CultureInfo.InvariantCulture).Length;

    private readonly List<RefusedParameter> _refused = [];
    private int _read;

    public IReadOnlyList<RefusedParameter> Refused => _refused;

    /// <summary>Returns the distinct valid values of a parameter.</summary>
    public IReadOnlyList<string> Many(string name, Func<string, string?> understand)
    {
        var given = Given(name, Math.Min(MostOfOne, MostOfAll - _read));
        _read += given.Count;
        return [.. given.Select(value => Understood(name, value, understand)).OfType<string>().Distinct()];
    }

    /// <summary>Returns the value of a parameter that occurs once.</summary>
    public string One(string name, Func<string, string?> understand, string otherwise) =>
        Only(name) is { } value ? Understood(name, value, understand) ?? otherwise : otherwise;

    /// <summary>Reads a number from 1. Larger numbers are capped, because every page past the end is empty.</summary>
    public int Number(string name, int otherwise, int most = int.MaxValue)
    {
        if (Only(name) is not { } text) return otherwise;
        var digits = text.Length > LongestValue ? "" : WrittenNumber.Plain(text);
        var number = digits.Length > 0 && digits.All(char.IsAsciiDigit) ? Number(digits.AsSpan().TrimStart('0')) : 0;
        if (number > 0 && (most == int.MaxValue || number <= most)) return (int)Math.Min(number, int.MaxValue);
        _refused.Add(new RefusedParameter(name, text));
        return otherwise;
    }

    /// <summary>Tells whether a parameter has its only valid value.</summary>
    public bool Has(string name, string expected) =>
        Many(name, value => WrittenNumber.Plain(value).Equals(expected, StringComparison.OrdinalIgnoreCase) ? expected : null).Count > 0;

    private List<string> Given(string name, int most = MostOfOne)
    {
        List<string> given = [.. query[name].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0)];
        if (given.Count <= most) return given;
        _refused.Add(new RefusedParameter(name, "") { IsTooMany = true });
        return given[..most];
    }

    /// <summary>Returns the value if there is exactly one.</summary>
    private string? Only(string name)
    {
        var given = Given(name);
        if (given.Count > 1) _refused.Add(new RefusedParameter(name, string.Join(", ", given)));
        return given is [var only] ? only : null;
    }

    /// <summary>All numbers beyond the largest are equivalent.</summary>
    private static long Number(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? 0 : digits.Length > DigitsOfLargest ? long.MaxValue : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Rejects values that are too long or have too many combining marks before parsing them.</summary>
    private string? Understood(string name, string value, Func<string, string?> understand)
    {
        var understood = value.Length <= LongestValue && !MarkLimit.IsExceeded(value) ? understand(value) : null;
        if (understood is null) _refused.Add(new RefusedParameter(name, value));
        return understood;
    }
}
