using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapX.Data.Capacities;

/// <summary>The state of a capacity.</summary>
public enum CapacityState
{
    Open,

    /// <summary>Its holders keep it, but it is no longer offered to others.</summary>
    Retired,

    /// <summary>Its code resolves to another capacity.</summary>
    Merged,

    /// <summary>It was added and the addition was undone.</summary>
    Removed,
}

/// <summary>The name and description of a capacity in one language, and their quality: "source", "drafted" or "reviewed". An empty name means that a curator
/// removed the name in this language.</summary>
public sealed record CapacityText(string Name, string Description, string State)
{
    public const string Source = "source";
    public const string Drafted = "drafted";
    public const string Reviewed = "reviewed";
}

/// <summary>Some facts about a capacity, before or after a change. Null for what the change does not affect.</summary>
public sealed record CapacityFacts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string? Code { get; init; }

    /// <summary>The id of the parent. 0 for a root.</summary>
    public uint? Parent { get; init; }

    public CapacityState? State { get; init; }

    /// <summary>The id of the capacity to use instead. 0 for none.</summary>
    public uint? Successor { get; init; }

    /// <summary>By language. Null when there is no name.</summary>
    public SortedDictionary<string, CapacityText?>? Names { get; init; }

    /// <summary>For a merge: the ids of the direct children.</summary>
    public IReadOnlyList<uint>? Children { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static CapacityFacts Read(string json) => JsonSerializer.Deserialize<CapacityFacts>(json, Json)!;
}
