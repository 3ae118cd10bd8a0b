using System.IO.Pipelines;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CapX.App.I18n;
using CapX.Data.Content;
using CapX.Data.Privacy;

namespace CapX.App.Privacy;

/// <summary>The account export as a self-describing JSON file. Keys are documented at its head in English. The web page documents the same
/// values in the viewer's language.</summary>
public static partial class ExportFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All)
    };

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = Json.Encoder };

    /// <summary>Writes the file. Long lists are read and written in portions, so only one portion is in memory at a time.</summary>
    public static async Task WriteAsync(AccountExport export, Stream file, CancellationToken token = default)
    {
        var english = MessageCatalog.Instance.For("en");
        // The serializer flushes its writer synchronously at each row, which a response body does not allow. The pipe buffers the rows and is
        // flushed asynchronously.
        var pipe = PipeWriter.Create(file, new StreamPipeWriterOptions(leaveOpen: true));
        await using var writer = new Utf8JsonWriter(pipe, Indented);
        writer.WriteStartObject();
        writer.WriteStartObject("documentation");
        foreach (var part in Parts(export)) writer.WriteString(part.Key, english[MessageOf(part.Key)]);
        writer.WriteEndObject();
        await WritePartsAsync(export, writer, pipe, token);
        writer.WriteEndObject();
        await writer.FlushAsync(token);
        await pipe.CompleteAsync();
    }

    /// <summary>All parts by key, with only the first rows of long lists. See <see cref="Cut"/>.</summary>
    public static JsonObject Values(AccountExport export) => JsonSerializer.SerializeToNode(export, Json)!.AsObject();

    /// <summary>The lists that <see cref="Values"/> cuts off: their path, the number of rows shown, and the total.</summary>
    public static IReadOnlyList<(string Path, int Shown, int Total)> Cut(AccountExport export) =>
    [
        .. from part in Parts(export)
           from list in part.Value is ExportedRows rows ? [(part.Key, rows)]
               : HasRows(part.Type) ? Parts(part.Value!).Where(p => p.Value is ExportedRows).Select(p => ($"{part.Key}.{p.Key}", (ExportedRows)p.Value!)) : []
           let shown = ((System.Collections.IEnumerable)list.Item2).Cast<object>().Count()
           where list.Item2.Total > shown
           select (list.Item1, shown, list.Item2.Total),
    ];

    /// <summary>The message key for the documentation of a JSON key.</summary>
    public static string MessageOf(string key) => $"privacy-export-{Capital.Replace(key, letter => $"-{letter.Value.ToLowerInvariant()}")}";

    private static async Task WritePartsAsync(object value, Utf8JsonWriter writer, PipeWriter pipe, CancellationToken token)
    {
        foreach (var part in Parts(value))
        {
            writer.WritePropertyName(part.Key);
            switch (part.Value)
            {
                case ExportedRows rows:
                    writer.WriteStartArray();
                    await foreach (var portion in rows.PortionsAsync(token))
                    {
                        foreach (var row in portion) JsonSerializer.Serialize(writer, row, row.GetType(), Json);
                        await pipe.FlushAsync(token);
                    }
                    writer.WriteEndArray();
                    break;
                case { } parts when HasRows(part.Type):
                    writer.WriteStartObject();
                    await WritePartsAsync(parts, writer, pipe, token);
                    writer.WriteEndObject();
                    break;
                case var one:
                    JsonSerializer.Serialize(writer, one, part.Type, Json);
                    await pipe.FlushAsync(token);
                    break;
            }
        }
    }

    /// <summary>What a record holds, in the order of the file. An export holds the parts of the features too.</summary>
    private static IEnumerable<(string Key, object? Value, Type Type)> Parts(object value) =>
    [
        .. from property in Properties(value.GetType())
           where property.GetCustomAttribute<JsonExtensionDataAttribute>() is null
           select (Json.PropertyNamingPolicy!.ConvertName(property.Name), property.GetValue(value), property.PropertyType),
        .. value is AccountExport export ? export.Parts.Select(part => (part.Key, (object?)part.Value, part.Value.GetType())) : [],
    ];

    private static bool HasRows(Type type) => Properties(type).Any(property => property.PropertyType.IsAssignableTo(typeof(ExportedRows)));

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital { get; }
}
