using System.Text.Json;
using CapX.Data.Organizations;

namespace CapX.App.Verbs;

/// <summary>A line of an organization file. Form is null when it cannot be parsed, and Problem says why.</summary>
public sealed record OrganizationLine(int Number, OrganizationForm? Form, string? Problem = null);

/// <summary>Parses organizations from CSV with a header, or from JSON lines (.jsonl, .ndjson). Both use the same names: name, name:fr …, type, about,
/// aboutLanguage, territories, projects, knows, offers, wants, metaPage, website, mastodon, reportLink. In CSV, lists are separated by semicolons.</summary>
public static class OrganizationFile
{
    private const string NameIn = "name:";
    private const int LongestShown = 100;
    private const string AsManyCells = "Each line needs as many cells as the header. Put a cell that contains a comma or a semicolon in quotation marks.";
    private const string OneObjectALine = "Write each organization as a JSON object on its own line.";

    private static readonly string[] Known =
        ["name", "type", "about", "aboutLanguage", "territories", "projects", "knows", "offers", "wants", "metaPage", "website", "mastodon", "reportLink"];

    private static readonly string KnownColumns = $"The known names are {string.Join(", ", Known)}, and name:LANGUAGE.";

    // In locales with a decimal comma, spreadsheets separate cells with semicolons. Copied cells are separated by tabs.
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Returns each line with its number in the file.</summary>
    /// <exception cref="UsageException">The file or its header cannot be parsed.</exception>
    public static IReadOnlyList<OrganizationLine> Read(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".json") throw new UsageException($"{path} is JSON. {OneObjectALine} Give the file the extension .jsonl.");
        var text = TextFile.Read(path);
        return [.. extension is ".jsonl" or ".ndjson" ? JsonLines(text, path) : Csv(text, path)];
    }

    internal static IEnumerable<OrganizationLine> Csv(string text, string path)
    {
        var (separator, isNamed) = Separator(text);
        (int Line, IReadOnlyList<string> Columns)? header = null;
        foreach (var record in CsvFile.Read(text, separator).Skip(isNamed ? 1 : 0).Where(record => !record.IsBlank))
        {
            if (header is { } known) yield return CsvLine(record, known.Columns);
            else header = (record.Line, Header(record, path));
        }
        if (header is null) throw new UsageException($"{path} is empty. Add a first line that names the columns. {KnownColumns}");
    }

    /// <summary>The separator: from a first line "sep=;", otherwise the one with which the header has the most known columns.</summary>
    private static (char Separator, bool IsNamed) Separator(string text)
    {
        var isNamed = text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            && text.AsSpan(4) is [',' or ';' or '\t' or '|'] or [',' or ';' or '\t' or '|', '\r' or '\n', ..];
        if (isNamed) return (text[4], true);
        int Columns(char separator) => CsvFile.Read(text, separator).FirstOrDefault(record => !record.IsBlank)?.Fields?.Count(IsKnown) ?? 0;
        return (Separators.MaxBy(Columns), false);
    }

    /// <summary>The column names, without unnamed columns at the end. Spreadsheets write as many columns as the longest row has.</summary>
    private static List<string> Header(CsvRecord record, string path)
    {
        var at = $"{path}, line {record.Line}";
        if (record.Fields is null) throw new UsageException($"{at}: the header cannot be read as CSV: {record.Problem}");
        var columns = record.Fields.Take(record.Fields.Count - record.Fields.Reverse().TakeWhile(column => column.Length == 0).Count()).ToList();
        if (columns.IndexOf("") is >= 0 and var nameless)
            throw new UsageException($"{at}: column {nameless + 1} of the header has no name. Give it a name, or delete the column. {KnownColumns}");
        if (columns.Where(column => !IsKnown(column)).ToList() is { Count: > 0 } unknown)
            throw new UsageException($"{at}: the header has {Unknown("columns", unknown)} Separate columns with commas, semicolons or tabs.");
        if (columns.GroupBy(Same, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UsageException($"{at}: the header has the column {string.Join(" and ", twice.Distinct())} twice. Delete one of the two.");
        return columns;
    }

    /// <summary>A name without a language is in English.</summary>
    private static string Same(string column) => column == "name" ? $"{NameIn}en" : column;

    private static string Unknown(string what, IEnumerable<string> names) => $"unknown {what}: {string.Join(", ", names.Select(Shown))}. {KnownColumns}";

    private static string Shown(string column) => column.Length <= LongestShown ? column : $"{column[..LongestShown]}…";

    private static OrganizationLine CsvLine(CsvRecord record, IReadOnlyList<string> header)
    {
        if (record.Fields is not { } fields) return new OrganizationLine(record.Line, null, $"cannot be read as CSV: {record.Problem}");
        var cells = fields.Take(header.Count).ToList();
        if (cells.Count < header.Count || fields.Skip(header.Count).Any(cell => cell.Length > 0))
            return new OrganizationLine(record.Line, null, $"has {fields.Count} cells, but the header has {header.Count}. {AsManyCells}");
        return new OrganizationLine(record.Line, Form(header.Zip(cells).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal), Split));
    }

    internal static IEnumerable<OrganizationLine> JsonLines(string text, string path)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new UsageException($"{path} is empty. {OneObjectALine} {KnownColumns}");
        using var lines = new StringReader(text);
        for (var number = 1; lines.ReadLine() is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return JsonLine(line, number);
    }

    private static OrganizationLine JsonLine(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in json.RootElement.EnumerateObject())
            {
                var value = field.Value.ValueKind == JsonValueKind.Array ? string.Join(';', field.Value.EnumerateArray().Select(v => v.GetString()))
                    : field.Value.GetString() ?? "";
                if (fields.TryAdd(field.Name, value)) continue;
                return new OrganizationLine(number, null, $"has the field {Shown(field.Name)} twice. Delete one of the two.");
            }
            var unknown = fields.Keys.Where(column => !IsKnown(column)).ToList();
            return unknown.Count > 0 ? new OrganizationLine(number, null, $"has {Unknown("fields", unknown)}")
                : new OrganizationLine(number, Form(fields, Split));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            return new OrganizationLine(number, null, $"is not a JSON object whose values are texts or lists of texts. {OneObjectALine}");
        }
    }

    private static bool IsKnown(string column) => Known.Contains(column) || column.StartsWith(NameIn, StringComparison.Ordinal);

    private static string[] Split(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static OrganizationForm Form(Dictionary<string, string> fields, Func<string, string[]> split)
    {
        string Text(string name) => fields.GetValueOrDefault(name, "");
        SharedCapacity[] Shared(string name) => [.. split(Text(name)).Select(code => new SharedCapacity(code, [], null))];
        return new OrganizationForm
        {
            Names =
            [
                .. Text("name").Length > 0 ? [new OrganizationName("en", Text("name"))] : Array.Empty<OrganizationName>(),
                .. fields.Where(f => f.Key.StartsWith(NameIn, StringComparison.Ordinal) && f.Value.Length > 0)
                    .Select(f => new OrganizationName(f.Key[NameIn.Length..], f.Value)),
            ],
            Type = Text("type"),
            About = Text("about"),
            AboutLanguage = Text("aboutLanguage").Length > 0 ? Text("aboutLanguage") : "en",
            Territories = split(Text("territories")),
            Projects = split(Text("projects")),
            Knows = split(Text("knows")),
            Offers = Shared("offers"),
            Wants = Shared("wants"),
            MetaPage = Text("metaPage"),
            Website = Text("website"),
            Mastodon = Text("mastodon"),
            ReportLink = Text("reportLink"),
        };
    }
}
