using System.Text.Json;
using CapX.Data.Organizations;
using CapX.Data.People;

namespace CapX.App.Operations;

/// <summary>One line of a file of organizations; what is wrong with it where it cannot be read.</summary>
public sealed record OrganizationLine(int Number, OrganizationForm? Form, string? Problem = null);

/// <summary>Reads organizations from CSV with a header, or from JSON lines (.jsonl, .ndjson), in the same words:
/// name, name:fr …, type, about, aboutLanguage, territories, projects, knows, offers, wants, metaPage, website, mastodon, reportLink. Lists are separated by semicolons in CSV.</summary>
public static class OrganizationFile
{
    private const string NameIn = "name:";

    private static readonly string[] Known =
        ["name", "type", "about", "aboutLanguage", "territories", "projects", "knows", "offers", "wants", "metaPage", "website", "mastodon", "reportLink"];

    /// <summary>Each line with its number in the file. Throws <see cref="UsageException"/> for a header with unknown columns.</summary>
    public static IEnumerable<OrganizationLine> Read(string path)
    {
        using var text = File.OpenText(path);
        foreach (var line in Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson" ? JsonLines(text) : Csv(text, path)) yield return line;
    }

    internal static IEnumerable<OrganizationLine> Csv(TextReader text, string path)
    {
        IReadOnlyList<string>? header = null;
        foreach (var (number, fields) in CsvFile.Read(text))
        {
            if (header is not null) yield return CsvLine(fields, header, number);
            else CheckHeader(header = fields ?? throw new UsageException($"{path} cannot be read as CSV: a quotation mark is in the wrong place in its first line."), path);
        }
        if (header is null) throw new UsageException($"{path} is empty; its first line names the columns.");
    }

    private static void CheckHeader(IReadOnlyList<string> header, string path)
    {
        if (header.Where(column => !IsKnown(column)).ToList() is { Count: > 0 } unknown)
            throw new UsageException($"{path} has unknown columns: {string.Join(", ", unknown)}. Known are {string.Join(", ", Known)}, and name:LANGUAGE.");
        if (header.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { Key: var twice }) throw new UsageException($"{path} has the column {twice} twice.");
    }

    private static OrganizationLine CsvLine(IReadOnlyList<string>? fields, IReadOnlyList<string> header, int number)
    {
        if (fields is null) return new OrganizationLine(number, null, "cannot be read as CSV: a quotation mark is in the wrong place or is not closed");
        if (fields.Count > header.Count) return new OrganizationLine(number, null, $"has {fields.Count} fields, the header {header.Count}");
        return new OrganizationLine(number, Form(header.Zip(fields).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal), Split));
    }

    internal static IEnumerable<OrganizationLine> JsonLines(TextReader text)
    {
        for (var number = 1; text.ReadLine() is { } line; number++)
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
                var value = field.Value.ValueKind == JsonValueKind.Array ? string.Join(';', field.Value.EnumerateArray().Select(v => v.GetString())) : field.Value.GetString() ?? "";
                if (!fields.TryAdd(field.Name, value)) return new OrganizationLine(number, null, $"has the field {field.Name} twice");
            }
            var unknown = fields.Keys.Where(column => !IsKnown(column)).ToList();
            return unknown.Count > 0 ? new OrganizationLine(number, null, $"has unknown fields: {string.Join(", ", unknown)}") : new OrganizationLine(number, Form(fields, Split));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            return new OrganizationLine(number, null, "is no JSON object of texts and lists of texts");
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
                .. fields.Where(f => f.Key.StartsWith(NameIn, StringComparison.Ordinal) && f.Value.Length > 0).Select(f => new OrganizationName(f.Key[NameIn.Length..], f.Value)),
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
