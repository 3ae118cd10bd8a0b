using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapX.Data.People;

/// <summary>An unsaved profile as the table of drafts keeps it: the form, and the version that its writer had opened.</summary>
public sealed record ProfileDraft
{
    /// <summary>Names this form among a person's drafts.</summary>
    public const string FormName = "profile";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        // Never part of a page: readable in the export, and half the size in most scripts.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required uint Version { get; init; }

    public required ProfileForm Form { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null for what an older program wrote and this one cannot read.</summary>
    public static ProfileDraft? FromJson(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ProfileDraft>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
