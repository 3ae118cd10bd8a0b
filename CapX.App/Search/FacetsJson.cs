using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapX.App.Search;

/// <summary>The facet counts of an API response, which are most of its size. The index of people returns the same object until a profile changes, so its JSON
/// is cached.</summary>
[JsonConverter(typeof(Once))]
public sealed record FacetsJson(FacetCounts Facets)
{
    private sealed class Once : JsonConverter<FacetsJson>
    {
        private static readonly ConditionalWeakTable<FacetCounts, byte[]> Written = [];

        public override void Write(Utf8JsonWriter writer, FacetsJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(Written.GetValue(value.Facets, Json), skipInputValidation: true);

        public override FacetsJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The API does not read facets.");

        private static byte[] Json(FacetCounts facets) => JsonSerializer.SerializeToUtf8Bytes(facets, JsonSerializerOptions.Web);
    }
}
