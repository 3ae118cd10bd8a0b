using System.Text.Json;

namespace CapX.Data.Editing;

/// <summary>What somebody typed into a plain form and did not send: the address of the form, and the text of each field by its name.</summary>
public sealed record PlainDraft
{
    public required string Address { get; init; }

    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>UTC.</summary>
    public DateTime SavedAt { get; private init; }

    /// <summary>The text of a field; null where the form had none of that name.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);

    /// <summary>Null where there is no draft, or none of a plain form.</summary>
    public static PlainDraft? Read(Draft? draft) => draft is not null && Read(draft.Body) is { } read ? read with { SavedAt = draft.SavedAt } : null;

    /// <summary>Null for what is no draft of a plain form.</summary>
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
