using System.Globalization;
using System.Numerics;
using CapX.Data.People;

namespace CapX.App.Search;

/// <summary>A parameter whose value is unknown or malformed, or of which more values were given than are read: the API answers 400, the page drops it and says so.</summary>
public sealed record RefusedParameter(string Name, string Value)
{
    private const int LongestShown = 60;

    /// <summary>More values were given than are read; those beyond are in no list, and there is no value to show.</summary>
    public bool IsTooMany { get; init; }

    /// <summary>As it is repeated to who asked: fit to be shown, as what people write is.</summary>
    public string ShownValue => (WrittenText.OneLine(Value) ?? "") is var shown && shown.Length > LongestShown ? shown[..LongestShown] + "…" : shown;
}

/// <summary>Reads a query string as texts only, so that nothing malformed becomes a 500, and keeps what could not be understood. A field left empty in a form says nothing.</summary>
public sealed class QueryReader(IQueryCollection query)
{
    /// <summary>How many values of one parameter are read, and how many of all that may stand several times. Each costs a count, a chip and a part of every link of the page.</summary>
    public const int MostOfOne = 20;
    public const int MostOfAll = 40;

    private readonly List<RefusedParameter> _refused = [];
    private int _read;

    public IReadOnlyList<RefusedParameter> Refused => _refused;

    /// <summary>The values of a parameter that are understood, each once.</summary>
    public IReadOnlyList<string> Many(string name, Func<string, string?> understand)
    {
        var given = Given(name, Math.Min(MostOfOne, MostOfAll - _read));
        _read += given.Count;
        return [.. given.Select(value => Understood(name, value, understand(value))).OfType<string>().Distinct()];
    }

    /// <summary>The value of a parameter that stands once.</summary>
    public string One(string name, Func<string, string?> understand, string otherwise) => Only(name) is { } value ? Understood(name, value, understand(value)) ?? otherwise : otherwise;

    /// <summary>A number from 1; one beyond the largest is the largest, for any page past the end is an empty one.</summary>
    public int Number(string name, int otherwise, int most = int.MaxValue)
    {
        if (Only(name) is not { } text) return otherwise;
        var number = text.All(char.IsAsciiDigit) ? BigInteger.Parse(text, CultureInfo.InvariantCulture) : 0;
        if (!number.IsZero && (most == int.MaxValue || number <= most)) return (int)BigInteger.Min(number, int.MaxValue);
        _refused.Add(new RefusedParameter(name, text));
        return otherwise;
    }

    /// <summary>Whether a parameter has the one value that it can have.</summary>
    public bool Has(string name, string expected) => Many(name, value => value.Equals(expected, StringComparison.OrdinalIgnoreCase) ? expected : null).Count > 0;

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

    private string? Understood(string name, string value, string? understood)
    {
        if (understood is null) _refused.Add(new RefusedParameter(name, value));
        return understood;
    }
}
