using System.Text;

namespace CapX.App.Operations;

/// <summary>CSV as in RFC 4180, in linear time: the framework's TextFieldParser copies a quoted field once for each of its lines.</summary>
internal static class CsvFile
{
    /// <summary>Each record with the line on which it begins; no fields where a quotation mark is in the wrong place or is not closed. Blank lines are skipped, and so are blanks around a field.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string>? Fields)> Read(TextReader text)
    {
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var begin = number;
            yield return (begin, Record(line, text, ref number));
        }
    }

    private static List<string>? Record(string line, TextReader text, ref int number)
    {
        var fields = new List<string>();
        for (var at = 0; ; at++)
        {
            at = AfterBlanks(line, at);
            if (at < line.Length && line[at] == '"')
            {
                if (Quoted(ref line, ref at, text, ref number) is not { } quoted) return null;
                fields.Add(quoted.Trim());
                at = AfterBlanks(line, at);
                if (at < line.Length && line[at] != ',') return null;
            }
            else
            {
                var end = line.IndexOf(',', at) is var comma and >= 0 ? comma : line.Length;
                fields.Add(line[at..end].Trim());
                at = end;
            }
            if (at >= line.Length) return fields;
        }
    }

    /// <summary>From the opening quotation mark to behind the closing one, on a later line perhaps; null where there is none.</summary>
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

    private static int AfterBlanks(string line, int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t') at++;
        return at;
    }
}
