using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapX.Data.Editing;

/// <summary>An unsaved form as stored in the draft table, with the version of the thing that the editor started from.</summary>
public sealed record FormDraft<TForm>
{
    public required uint Version { get; init; }

    public required TForm Form { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, FormDraft.Json);
}

public static class FormDraft
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        // Never embedded in a page, so it needs no HTML-safe escaping. That keeps it readable in the export, and half the size in most scripts.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null when an older program wrote a body that this one cannot read.</summary>
    public static FormDraft<TForm>? Read<TForm>(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<FormDraft<TForm>>(body, Json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
