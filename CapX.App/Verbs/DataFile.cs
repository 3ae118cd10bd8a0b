using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>The shape of a generated file: its source, then the items, one a line, so that a new version reads well as a diff.</summary>
internal static class DataFile
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A list, in the order given.</summary>
    public static string Write(string source, IEnumerable<JsonObject> items) => Write(source, '[', items.Select(Text), ']');

    /// <summary>A map, by key.</summary>
    public static string Write(string source, JsonObject items) =>
        Write(source, '{', items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{Text(i.Key)}: {Text(i.Value!)}"), '}');

    private static string Write(string source, char open, IEnumerable<string> lines, char close) =>
        $"{{\n  \"source\": {Text(source)},\n  \"items\": {open}\n    {string.Join(",\n    ", lines)}\n  {close}\n}}\n";

    private static string Text(JsonNode node) => node.ToJsonString(Plain);
}
