using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapX.Data.Capacities;

/// <summary>Where a capacity stands in its life.</summary>
public enum CapacityState
{
    Open,

    /// <summary>Who holds it keeps it, nobody new is offered it.</summary>
    Retired,

    /// <summary>Its code leads to another.</summary>
    Merged,

    /// <summary>An addition that was taken back.</summary>
    Removed,
}

/// <summary>What a capacity is called in one language, and what that is worth: "source", "drafted" or "reviewed". An empty name says that there is none, by a
/// curator's will.</summary>
public sealed record CapacityText(string Name, string Description, string State)
{
    public const string Source = "source";
    public const string Drafted = "drafted";
    public const string Reviewed = "reviewed";
}

/// <summary>Some of what is known of a capacity, before or after a change: null is what the change does not touch.</summary>
public sealed record CapacityFacts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string? Code { get; init; }

    /// <summary>The id of the capacity above; 0 at a root.</summary>
    public uint? Parent { get; init; }

    public CapacityState? State { get; init; }

    /// <summary>The id of what serves instead; 0 for none.</summary>
    public uint? Successor { get; init; }

    /// <summary>By language; null where there is no name.</summary>
    public SortedDictionary<string, CapacityText?>? Names { get; init; }

    /// <summary>Of a merge: the ids of the capacities that stood right below.</summary>
    public IReadOnlyList<uint>? Children { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static CapacityFacts Read(string json) => JsonSerializer.Deserialize<CapacityFacts>(json, Json)!;
}
