using System.Globalization;

namespace CapX.App.I18n;

/// <summary>A number for CLDR's plural rules. The visible digits count, so 1 and 1.0 differ.</summary>
internal readonly record struct PluralNumber
{
    private readonly decimal _value;
    private readonly int _digits;
    private readonly int _exponent;

    public PluralNumber(decimal value, int exponent = 0)
    {
        for (var i = 0; i < exponent; i++) value *= 10;
        _value = Math.Abs(value);
        _digits = Math.Max(0, value.Scale - exponent);
        _exponent = exponent;
    }

    /// <summary>Parses a number such as 1.50, or 1.2c3, which is CLDR's notation for "1.2 thousand".</summary>
    public static PluralNumber? Parse(string text)
    {
        var parts = text.Split('c', 'e');
        if (!decimal.TryParse(parts[0], NumberStyles.Number, CultureInfo.InvariantCulture, out var value)) return null;
        var power = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var exponent) ? Math.Min(exponent, 15) : 0;
        // A decimal has 28 digits and overflows beyond that.
        return Math.Abs(value) > decimal.MaxValue / (decimal)Math.Pow(10, power) ? null : new PluralNumber(value, power);
    }

    public static PluralNumber? From(object? value) => value switch
    {
        decimal number => new PluralNumber(number),
        double or float => Parse(((IFormattable)value).ToString("0.############", CultureInfo.InvariantCulture)),
        string text => Parse(text),
        IConvertible other and (int or long or uint or ulong or short or ushort or byte or sbyte) =>
            new PluralNumber(other.ToDecimal(CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>Tells whether the number equals this whole number, for forms such as 0=.</summary>
    public bool Is(decimal whole) => _value == whole;

    /// <summary>CLDR's operands: n value, i integer part, v and w number of fraction digits, f and t fraction digits, c and e exponent. Operands w and t
    /// ignore trailing zeros. See Unicode Technical Standard #35, Language Plural Rules.</summary>
    public decimal this[char operand] => operand switch
    {
        'n' => _value,
        'i' => decimal.Truncate(_value),
        'v' => _digits,
        'w' => Fraction(trim: true).Digits,
        'f' => Fraction(trim: false).Value,
        't' => Fraction(trim: true).Value,
        'c' or 'e' => _exponent,
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand, "Not an operand of a plural rule."),
    };

    private (decimal Value, int Digits) Fraction(bool trim)
    {
        var (value, digits) = (_value - decimal.Truncate(_value), _digits);
        for (var i = 0; i < digits; i++) value *= 10;
        while (trim && digits > 0 && value % 10 == 0) (value, digits) = (value / 10, digits - 1);
        return (value, digits);
    }
}
