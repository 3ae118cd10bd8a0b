using System.Text;

namespace CapX.App.Verbs;

/// <summary>A CSV record with the number of its first line. Fields is null when it cannot be parsed, and Problem says why.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<string>? Fields, string? Problem = null)
{
    /// <summary>True when all fields are empty.</summary>
    public bool IsBlank => Fields?.All(cell => cell.Length == 0) == true;
}

/// <summary>Parses CSV (RFC 4180) with any separator, in linear time. The framework's TextFieldParser copies a quoted field once per line in it.</summary>
internal static class CsvFile
{
    private const string Twice = "Inside a quoted cell, write each quotation mark twice.";

    /// <summary>Returns all records. Skips blank lines, and trims fields.</summary>
    public static IEnumerable<CsvRecord> Read(string text, char separator) => Read(new StringReader(text), separator);

    private static IEnumerable<CsvRecord> Read(TextReader text, char separator)
    {
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            // A line of separators is blank too, whichever separator the file uses.
            if (line.AsSpan().Trim(" \t,;").IsEmpty) continue;
            var begin = number;
            var fields = Fields(line, separator, text, ref number, out var problem);
            yield return new CsvRecord(begin, fields, problem);
        }
    }

    private static List<string>? Fields(string line, char separator, TextReader text, ref int number, out string? problem)
    {
        var fields = new List<string>();
        problem = null;
        for (var at = 0; ; at++)
        {
            at = AfterBlanks(line, at, separator);
            if (at < line.Length && line[at] == '"')
            {
                var begin = number;
                if (Quoted(ref line, ref at, text, ref number) is not { } quoted)
                {
                    problem = $"the quotation mark that opens cell {fields.Count + 1} on line {begin} is not closed. Close it. {Twice}";
                    return null;
                }
                fields.Add(quoted.Trim());
                at = AfterBlanks(line, at, separator);
                if (at < line.Length && line[at] != separator)
                {
                    problem = $"on line {number}, text follows the quotation mark that closes cell {fields.Count}. {Twice}";
                    return null;
                }
            }
            else
            {
                var end = line.IndexOf(separator, at) is var found and >= 0 ? found : line.Length;
                fields.Add(line[at..end].Trim());
                at = end;
            }
            if (at >= line.Length) return fields;
        }
    }

    /// <summary>Parses a quoted field, which may span lines, up to behind its closing quotation mark. Null when that is missing.</summary>
    private static string? Quoted(ref string line, ref int at, TextReader text, ref int number)
    {
        var field = new StringBuilder();
        at++;
        while (true)
        {
            var end = line.IndexOf('"', at);
            if (end < 0)
            {
                field.Append(line, at, line.Length - at).Append('\n');
                if (text.ReadLine() is not { } next) return null;
                (line, at) = (next, 0);
                number++;
                continue;
            }
            field.Append(line, at, end - at);
            at = end + 1;
            if (at >= line.Length || line[at] != '"') return field.ToString();
            field.Append('"');
            at++;
        }
    }

    private static int AfterBlanks(string line, int at, char separator)
    {
        while (at < line.Length && line[at] is ' ' or '\t' && line[at] != separator) at++;
        return at;
    }
}
