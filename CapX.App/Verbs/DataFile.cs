using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>The format of generated files: the source, then the items one per line, so that updates have readable diffs.</summary>
internal static class DataFile
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a list in the given order.</summary>
    public static string Write(string source, IEnumerable<JsonObject> items) => Write(source, '[', items.Select(Text), ']');

    /// <summary>Writes a map sorted by key.</summary>
    public static string Write(string source, JsonObject items) =>
        Write(source, '{', items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{Text(i.Key)}: {Text(i.Value!)}"), '}');

    private static string Write(string source, char open, IEnumerable<string> lines, char close) =>
        $"{{\n  \"source\": {Text(source)},\n  \"items\": {open}\n    {string.Join(",\n    ", lines)}\n  {close}\n}}\n";

    private static string Text(JsonNode node) => node.ToJsonString(Plain);
}
