using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CapX.App.I18n;

/// <summary>Numbers, dates and lists as the reader's language writes them. Times are UTC.</summary>
public static partial class MessageFormats
{
    private const int MinutesInHour = 60;
    private const int HoursInDay = 24;
    private const int DaysInMonth = 30;
    private const int DaysInYear = 365;

    /// <summary>12,345.6 or ١٢٬٣٤٥٫٦; at most three digits after the point.</summary>
    public static string Number(this Messages messages, IFormattable number)
    {
        // Spanish groups digits from five on.
        var isUngrouped = messages.Culture.TwoLetterISOLanguageName == "es" && number is IConvertible value
            && Math.Abs(value.ToDouble(CultureInfo.InvariantCulture)) < 10_000;
        return messages.NativeDigits(number.ToString(isUngrouped ? "0.###" : "#,0.###", messages.Culture));
    }

    /// <summary>"Portuguese, English"; a list of one is itself, of none the empty text.</summary>
    public static string List(this Messages messages, IEnumerable<string> items) =>
        items.Aggregate((string?)null, (all, next) => all is null ? next : messages["i18n-list-pair", all, next]) ?? "";

    /// <summary>3 November 2026, without the day of the week.</summary>
    public static string Date(this Messages messages, DateOnly date) =>
        messages.NativeDigits(date.ToString(WeekdayPattern.Replace(messages.Culture.DateTimeFormat.LongDatePattern, ""), messages.Culture));

    /// <summary>Tuesday, 3 November 2026.</summary>
    public static string DayAndDate(this Messages messages, DateOnly date) => messages.NativeDigits(date.ToString("D", messages.Culture));

    /// <summary>A year alone, in the digits of the language and without groups.</summary>
    public static string Year(this Messages messages, int year) => messages.NativeDigits(year.ToString(messages.Culture));

    /// <summary>The hour and minute.</summary>
    public static string Time(this Messages messages, TimeOnly time) => messages.NativeDigits(time.ToString("t", messages.Culture));

    /// <summary>Date, time and the remark that it is UTC.</summary>
    public static string DateAndTime(this Messages messages, DateTime utc) =>
        messages["i18n-time-exact", messages.Date(DateOnly.FromDateTime(utc)), messages.Time(TimeOnly.FromDateTime(utc))];

    /// <summary>"3 days ago", in the largest whole unit; what lies ahead by a clock's error is now.</summary>
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

    /// <summary>An argument of a message as text.</summary>
    internal static string Text(this Messages messages, object? value) => value switch
    {
        null => "",
        string text => text,
        DateOnly date => messages.Date(date),
        DateTime time => messages.DateAndTime(time),
        IFormattable number and (int or long or uint or ulong or short or ushort or byte or sbyte or decimal or double or float) => messages.Number(number),
        _ => Convert.ToString(value, messages.Culture) ?? "",
    };

    /// <summary>A text that runs the other way than the message, between two marks that nobody sees: else it would take the brackets, numbers and names beside
    /// it along. In markup, bdi does it.</summary>
    internal static string Isolated(this Messages messages, string text) =>
        text.EnumerateRunes().Any(rune => Rune.IsLetter(rune) && IsRightToLeft(rune.Value) != messages.RightToLeft) ? $"\u2068{text}\u2069" : text;

    /// <summary>Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, with their presentation forms; Hanifi Rohingya, Adlam and the old scripts of the
    /// first supplementary plane.</summary>
    private static bool IsRightToLeft(int letter) =>
        letter is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>The framework writes every language with European digits.</summary>
    private static string NativeDigits(this Messages messages, string text)
    {
        var digits = messages.Culture.NumberFormat.NativeDigits;
        return digits[1] == "1" ? text : string.Concat(text.Select(c => char.IsAsciiDigit(c) ? digits[c - '0'] : c.ToString()));
    }

    [GeneratedRegex(@"[,،]?\s*dddd[,،]?\s*")]
    private static partial Regex WeekdayPattern { get; }
}
