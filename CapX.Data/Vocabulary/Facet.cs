using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapX.Data;

/// <summary>Something by which a list is filtered and counted: the same object from the query string to the index, the API and the page. All of them use its
/// name, and so does its message search-facet-…. Facets of the same name are equal, because lists may give it codes of their own.</summary>
[JsonConverter(typeof(AsName))]
public sealed record Facet(string Name)
{
    private static readonly Func<Vocabulary, CodeTree> OfCapacities = vocabulary => vocabulary.Capacities;

    public static readonly Facet Knows = new("knows") { Tree = OfCapacities };
    public static readonly Facet Offers = new("offers") { Tree = OfCapacities };
    public static readonly Facet Wants = new("wants") { Tree = OfCapacities };

    /// <summary>The methods of the offers and wants that are chosen, or of any when none is chosen.</summary>
    public static readonly Facet Method = new("method") { Codes = Methods.All, CodeKeys = "method" };

    /// <summary>A variant also finds the plain language.</summary>
    public static readonly Facet Language = new("language") { Tree = vocabulary => vocabulary.Languages };

    public static readonly Facet Territory = new("territory") { Tree = vocabulary => vocabulary.Territories };
    public static readonly Facet Project = new("project") { Tree = vocabulary => vocabulary.Projects, IsShort = true };

    /// <summary>The subject of a listing or an event.</summary>
    public static readonly Facet Capacity = new("capacity") { Tree = OfCapacities };

    /// <summary>The facets by which people are found, in the order of the API.</summary>
    public static readonly IReadOnlyList<Facet> OfPeople = Placed(Knows, Offers, Wants, Method, Language, Territory, Project);

    /// <summary>The reference list of the codes. Null for a short fixed set.</summary>
    public Func<Vocabulary, CodeTree>? Tree { get; init; }

    /// <summary>The fixed codes. With a reference list, additional choices besides its codes.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The prefix of the message keys for the names of <see cref="Codes"/>.</summary>
    public string CodeKeys { get; init; } = "";

    /// <summary>The codes that apply when none is chosen.</summary>
    public IReadOnlyList<string> Default { get; init; } = [];

    /// <summary>True when the reference list is so short that no one has to search in it.</summary>
    public bool IsShort { get; init; }

    /// <summary>True when the codes are capacities.</summary>
    public bool IsOfCapacities => Tree == OfCapacities;

    /// <summary>The place in <see cref="OfPeople"/>, by which the index finds its columns without a look-up. -1 for all others.</summary>
    internal int Place { get; private set; } = -1;

    /// <summary>Returns the canonical code for a code in any case. Null when unknown.</summary>
    public string? Find(string code, Vocabulary vocabulary) =>
        Codes.FirstOrDefault(known => known.Equals(Unseen.Drop(code), StringComparison.OrdinalIgnoreCase)) ?? Tree?.Invoke(vocabulary).Find(code)?.Code;

    public bool Equals(Facet? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private static Facet[] Placed(params Facet[] facets)
    {
        foreach (var (place, facet) in facets.Index()) facet.Place = place;
        return facets;
    }

    private sealed class AsName : JsonConverter<Facet>
    {
        public override void Write(Utf8JsonWriter writer, Facet value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, Facet value, JsonSerializerOptions options) => writer.WritePropertyName(value.Name);

        public override Facet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only answers contain facets.");
    }
}
