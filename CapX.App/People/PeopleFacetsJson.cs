using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CapX.Data.Index;

namespace CapX.App.People;

/// <summary>The facet counts of an API response about people, which are most of its size. The index returns the same object until a profile
/// changes, so its JSON is cached.</summary>
[JsonConverter(typeof(Once))]
public sealed record PeopleFacetsJson(PeopleFacets Facets)
{
    private sealed class Once : JsonConverter<PeopleFacetsJson>
    {
        private static readonly ConditionalWeakTable<PeopleFacets, byte[]> Written = [];

        public override void Write(Utf8JsonWriter writer, PeopleFacetsJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(Written.GetValue(value.Facets, facets => JsonSerializer.SerializeToUtf8Bytes(facets, JsonSerializerOptions.Web)),
                skipInputValidation: true);

        public override PeopleFacetsJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The API does not read facets.");
    }
}
