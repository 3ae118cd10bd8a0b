using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CapX.App.I18n;
using CapX.Data.Privacy;

namespace CapX.App.Privacy;

/// <summary>The export as a file that explains itself: each key is described at its head, in English as the keys are; the page with the same values describes them in the reader's language.</summary>
public static partial class ExportFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(AccountExport export)
    {
        var values = Values(export);
        var english = MessageCatalog.Instance.For("en");
        var file = new JsonObject { ["documentation"] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)english[MessageOf(value.Key)]))) };
        foreach (var (key, value) in values) file[key] = value?.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(file, Json);
    }

    /// <summary>All parts by their keys.</summary>
    public static JsonObject Values(AccountExport export) => JsonSerializer.SerializeToNode(export, Json)!.AsObject();

    /// <summary>The message that says what a key holds.</summary>
    public static string MessageOf(string key) => $"privacy-export-{Capital.Replace(key, letter => $"-{letter.Value.ToLowerInvariant()}")}";

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital { get; }
}
