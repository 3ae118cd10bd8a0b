using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapX.Data.Editing;

/// <summary>An unsaved form as the table of drafts keeps it: the form, and the version that its writer had opened.</summary>
public sealed record FormDraft<TForm>
{
    public required uint Version { get; init; }

    public required TForm Form { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, FormDraft.Json);
}

/// <summary>Reads what a table of drafts keeps.</summary>
public static class FormDraft
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        // Never part of a page: readable in the export, and half the size in most scripts.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null for what an older program wrote and this one cannot read.</summary>
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
