using System.Text.Json;

namespace CapX.Data.Editing;

/// <summary>Unsent contents of a plain HTML form: the address of the form, and the text of each field by name.</summary>
public sealed record PlainDraft
{
    public required string Address { get; init; }

    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public DateTime SavedAt { get; private init; }

    /// <summary>The text of a field, or null when the form had no field of that name.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);

    /// <summary>Null when there is no draft, or when it is not of a plain form.</summary>
    public static PlainDraft? Read(Draft? draft) => draft is not null && Read(draft.Body) is { } read ? read with { SavedAt = draft.SavedAt } : null;

    /// <summary>Null when the body is not a draft of a plain form.</summary>
    public static PlainDraft? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<PlainDraft>(body, FormDraft.Json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, FormDraft.Json);
}
