using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CapX.App.I18n;

/// <summary>Formats numbers, dates and lists in the viewer's language. All times are UTC.</summary>
public static partial class MessageFormats
{
    private const int MinutesInHour = 60;
    private const int HoursInDay = 24;
    private const int DaysInMonth = 30;
    private const int DaysInYear = 365;

    /// <summary>Formats a number, for example 12,345.6 or ١٢٬٣٤٥٫٦, with at most three decimals.</summary>
    public static string Number(this Messages messages, IFormattable number)
    {
        // Spanish groups digits only from five digits on.
        var isUngrouped = messages.Culture.TwoLetterISOLanguageName == "es" && number is IConvertible value
            && Math.Abs(value.ToDouble(CultureInfo.InvariantCulture)) < 10_000;
        return messages.NativeDigits(number.ToString(isUngrouped ? "0.###" : "#,0.###", messages.Culture));
    }

    /// <summary>Joins items, for example "Portuguese, English". Empty for no items.</summary>
    public static string List(this Messages messages, IEnumerable<string> items) =>
        items.Aggregate((string?)null, (all, next) => all is null ? next : messages["i18n-list-pair", all, next]) ?? "";

    /// <summary>Formats a date without the day of the week, for example 3 November 2026.</summary>
    public static string Date(this Messages messages, DateOnly date) =>
        messages.NativeDigits(date.ToString(WeekdayPattern.Replace(messages.Culture.DateTimeFormat.LongDatePattern, ""), messages.Culture));

    /// <summary>Formats a date with the day of the week, for example Tuesday, 3 November 2026.</summary>
    public static string DayAndDate(this Messages messages, DateOnly date) => messages.NativeDigits(date.ToString("D", messages.Culture));

    /// <summary>Formats a year in the digits of the language, without grouping.</summary>
    public static string Year(this Messages messages, int year) => messages.NativeDigits(year.ToString(messages.Culture));

    /// <summary>Formats hour and minute.</summary>
    public static string Time(this Messages messages, TimeOnly time) => messages.NativeDigits(time.ToString("t", messages.Culture));

    /// <summary>Formats date and time, marked as UTC.</summary>
    public static string DateAndTime(this Messages messages, DateTime utc) =>
        messages["i18n-time-exact", messages.Date(DateOnly.FromDateTime(utc)), messages.Time(TimeOnly.FromDateTime(utc))];

    /// <summary>Formats an age in its largest whole unit, for example "3 days ago". Times ahead because of clock differences count as now.</summary>
    public static string Ago(this Messages messages, DateTime utc, DateTime nowUtc)
    {
        var ago = nowUtc - utc;
        return ago switch
        {
            { TotalMinutes: < 1 } => messages["i18n-time-now"],
            { TotalMinutes: < MinutesInHour } => messages["i18n-time-minutes", (int)ago.TotalMinutes],
            { TotalHours: < HoursInDay } => messages["i18n-time-hours", (int)ago.TotalHours],
            { TotalDays: < DaysInMonth } => messages["i18n-time-days", (int)ago.TotalDays],
            { TotalDays: < DaysInYear } => messages["i18n-time-months", (int)(ago.TotalDays / DaysInMonth)],
            _ => messages["i18n-time-years", (int)(ago.TotalDays / DaysInYear)],
        };
    }

    /// <summary>Formats an argument of a message.</summary>
    internal static string Text(this Messages messages, object? value) => value switch
    {
        null => "",
        string text => text,
        DateOnly date => messages.Date(date),
        DateTime time => messages.DateAndTime(time),
        IFormattable number and (int or long or uint or ulong or short or ushort or byte or sbyte or decimal or double or float) => messages.Number(number),
        _ => Convert.ToString(value, messages.Culture) ?? "",
    };

    /// <summary>Encloses a text of the other direction than the message in invisible isolate marks, U+2068 and U+2069. Without them it would reorder adjacent
    /// brackets, numbers and names. In markup, bdi does this.</summary>
    internal static string Isolated(this Messages messages, string text) =>
        text.EnumerateRunes().Any(rune => Rune.IsLetter(rune) && IsRightToLeft(rune.Value) != messages.RightToLeft) ? $"\u2068{text}\u2069" : text;

    /// <summary>Matches Hebrew, Arabic, Syriac, Thaana, N'Ko and neighbouring blocks with their presentation forms. Also matches Hanifi Rohingya, Adlam and
    /// the ancient scripts of the first supplementary plane.</summary>
    private static bool IsRightToLeft(int letter) =>
        letter is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>The framework formats every language with European digits.</summary>
    private static string NativeDigits(this Messages messages, string text)
    {
        var digits = messages.Culture.NumberFormat.NativeDigits;
        return digits[1] == "1" ? text : string.Concat(text.Select(c => char.IsAsciiDigit(c) ? digits[c - '0'] : c.ToString()));
    }

    [GeneratedRegex(@"[,،]?\s*dddd[,،]?\s*")]
    private static partial Regex WeekdayPattern { get; }
}
