using System.Text.Json;

namespace CapX.App.I18n;

/// <summary>Reads the JSON files of this folder, which are embedded in the assembly.</summary>
internal static class Embedded
{
    private const string Messages = "messages/";
    private const string Json = ".json";

    /// <summary>The items of a generated file, which consists of source and items.</summary>
    public static IEnumerable<JsonProperty> Items(string file) => Read(file).GetProperty("items").EnumerateObject();

    /// <summary>The codes of the languages with a message file. Without qqq, which documents the keys.</summary>
    public static IEnumerable<string> MessageLanguages() => typeof(Embedded).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Messages, StringComparison.Ordinal))
        .Select(name => name[Messages.Length..^Json.Length])
        .Where(code => code != "qqq")
        .Order(StringComparer.Ordinal);

    /// <summary>The messages of a language by key. Without @metadata, which names the translators.</summary>
    public static Dictionary<string, string> MessagesOf(string language) => Read($"{Messages}{language}{Json}").EnumerateObject()
        .Where(message => message.Value.ValueKind == JsonValueKind.String)
        .ToDictionary(message => message.Name, message => message.Value.GetString()!, StringComparer.Ordinal);

    private static JsonElement Read(string file)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(file) ?? throw new FileNotFoundException("File not embedded.", file);
        return JsonDocument.Parse(stream).RootElement;
    }
}
