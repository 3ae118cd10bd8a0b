using System.Globalization;

namespace CapX.App.Search;

/// <summary>A parameter whose value is unknown or malformed, or of which more values were given than are read: the API answers 400, the page drops it and says
/// so.</summary>
public sealed record RefusedParameter(string Name, string Value)
{
    private const int LongestShown = 60;

    // Enough to show so much of it after what nobody sees is taken out.
    private const int LongestLookedAt = 4 * LongestShown;

    /// <summary>More values were given than are read; those beyond are in no list, and there is no value to show.</summary>
    public bool IsTooMany { get; init; }

    /// <summary>A text to be sought in which there is no letter and no digit.</summary>
    public bool IsUnsearchable => Name == SearchChoice.TextParameter && !IsTooMany && Value.Length <= QueryReader.LongestValue && Text.Words(Value).Count == 0;

    /// <summary>As it is repeated to who asked: fit to be shown, as what people write is.</summary>
    public string ShownValue =>
        (WrittenText.OneLine(MarkLimit.Cap(Start(Value, LongestLookedAt)), int.MaxValue) ?? "") is var shown && shown.Length > LongestShown
            ? Start(shown, LongestShown) + "…" : shown;

    /// <summary>Never half of a surrogate pair at the end.</summary>
    private static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>Reads a query string as texts only, so that nothing malformed becomes a 500, and keeps what could not be understood. A field left empty in a form
/// says nothing.</summary>
public sealed class QueryReader(IQueryCollection query)
{
    /// <summary>No value that means something is longer.</summary>
    public const int LongestValue = 1000;

    /// <summary>How many values of one parameter are read, and how many of all that may stand several times. Each costs a count, a chip and a part of every
    /// link of the page.</summary>
    public const int MostOfOne = 20;
    public const int MostOfAll = 40;

    private static readonly int DigitsOfLargest = int.MaxValue.ToString(CultureInfo.InvariantCulture).Length;

    private readonly List<RefusedParameter> _refused = [];
    private int _read;

    public IReadOnlyList<RefusedParameter> Refused => _refused;

    /// <summary>The values of a parameter that are understood, each once.</summary>
    public IReadOnlyList<string> Many(string name, Func<string, string?> understand)
    {
        var given = Given(name, Math.Min(MostOfOne, MostOfAll - _read));
        _read += given.Count;
        return [.. given.Select(value => Understood(name, value, understand)).OfType<string>().Distinct()];
    }

    /// <summary>The value of a parameter that stands once.</summary>
    public string One(string name, Func<string, string?> understand, string otherwise) =>
        Only(name) is { } value ? Understood(name, value, understand) ?? otherwise : otherwise;

    /// <summary>A number from 1; one beyond the largest is the largest, for any page past the end is an empty one.</summary>
    public int Number(string name, int otherwise, int most = int.MaxValue)
    {
        if (Only(name) is not { } text) return otherwise;
        var digits = text.Length > LongestValue ? "" : WrittenNumber.Plain(text);
        var number = digits.Length > 0 && digits.All(char.IsAsciiDigit) ? Number(digits.AsSpan().TrimStart('0')) : 0;
        if (number > 0 && (most == int.MaxValue || number <= most)) return (int)Math.Min(number, int.MaxValue);
        _refused.Add(new RefusedParameter(name, text));
        return otherwise;
    }

    /// <summary>Whether a parameter has the one value that it can have.</summary>
    public bool Has(string name, string expected) =>
        Many(name, value => WrittenNumber.Plain(value).Equals(expected, StringComparison.OrdinalIgnoreCase) ? expected : null).Count > 0;

    private List<string> Given(string name, int most = MostOfOne)
    {
        List<string> given = [.. query[name].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0)];
        if (given.Count <= most) return given;
        _refused.Add(new RefusedParameter(name, "") { IsTooMany = true });
        return given[..most];
    }

    /// <summary>The value given, if it is one.</summary>
    private string? Only(string name)
    {
        var given = Given(name);
        if (given.Count > 1) _refused.Add(new RefusedParameter(name, string.Join(", ", given)));
        return given is [var only] ? only : null;
    }

    /// <summary>Any number beyond the largest is as good as another.</summary>
    private static long Number(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? 0 : digits.Length > DigitsOfLargest ? long.MaxValue : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What is too long, or has too many marks on one letter, is refused before anybody tries to understand it.</summary>
    private string? Understood(string name, string value, Func<string, string?> understand)
    {
        var understood = value.Length <= LongestValue && !MarkLimit.IsExceeded(value) ? understand(value) : null;
        if (understood is null) _refused.Add(new RefusedParameter(name, value));
        return understood;
    }
}
