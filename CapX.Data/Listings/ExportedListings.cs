using System.Text.Json;
using CapX.Data.Content;

namespace CapX.Data.Listings;

/// <summary>Listings a person posted in their own name, and listings of others they also need.</summary>
public sealed record ExportedListings
{
    private const string PostedSql = $"""
        SELECT l.id AS {nameof(PostedRow.Id)}, l.kind AS {nameof(PostedRow.Kind)}, l.resource AS {nameof(PostedRow.Resource)},
               l.title AS {nameof(PostedRow.Title)}, l.text AS {nameof(PostedRow.Text)},
               l.language AS {nameof(PostedRow.Language)}, l.visibility AS {nameof(PostedRow.Visibility)}, l.methods AS {nameof(PostedRow.MethodBits)},
                 l.anywhere AS {nameof(PostedRow.Anywhere)},
               l.link AS {nameof(PostedRow.Link)}, l.licence AS {nameof(PostedRow.Licence)}, l.format AS {nameof(PostedRow.Format)},
                 l.open_until AS {nameof(PostedRow.OpenUntil)}, l.state AS {nameof(PostedRow.State)},
               l.created_at AS {nameof(PostedRow.CreatedAt)}, l.updated_at AS {nameof(PostedRow.UpdatedAt)}, l.version AS {nameof(PostedRow.Version)},
               (SELECT JSON_ARRAYAGG(c.code ORDER BY c.code) FROM listing_capacity h STRAIGHT_JOIN capacity c ON c.id = h.capacity_id
                 WHERE h.listing_id = l.id) AS {nameof(PostedRow.CapacitiesJson)},
               (SELECT JSON_ARRAYAGG(t.territory ORDER BY t.territory) FROM listing_territory t
                 WHERE t.listing_id = l.id) AS {nameof(PostedRow.TerritoriesJson)},
               (SELECT JSON_ARRAYAGG(g.language ORDER BY g.language) FROM listing_language g WHERE g.listing_id = l.id) AS {nameof(PostedRow.LanguagesJson)}
          FROM listing l WHERE l.person_id = @personId ORDER BY l.id
        """;

    private const string NeedSql = $"""
        SELECT listing_id AS {nameof(NeedRow.ListingId)}, since_at AS {nameof(NeedRow.SinceAt)} FROM listing_need WHERE person_id = @personId
         ORDER BY listing_id
        """;

    public required ExportedRows<PostedRow> Posted { get; init; }

    /// <summary>Listings of others that the person marked as needed too.</summary>
    public required ExportedRows<NeedRow> Needs { get; init; }

    internal static async Task<ExportedListings> ReadAsync(ExportReader reader) => new()
    {
        Posted = await reader.RowsAsync<PostedRow>(PostedSql),
        Needs = await reader.RowsAsync<NeedRow>(NeedSql),
    };

    public sealed record PostedRow
    {
        public ulong Id { get; init; }
        public required string Kind { get; init; }
        public string? Resource { get; init; }
        public required string Title { get; init; }
        public string? Text { get; init; }
        public required string Language { get; init; }
        public required string Visibility { get; init; }
        public IReadOnlyList<string> Methods => Data.Methods.FromBits(MethodBits);
        public bool Anywhere { get; init; }
        public string? Link { get; init; }
        public string? Licence { get; init; }
        public string? Format { get; init; }

        /// <summary>The last day on which the listing is open.</summary>
        public DateOnly? OpenUntil { get; init; }
        public required string State { get; init; }
        public DateTime CreatedAt { get; init; }
        public DateTime UpdatedAt { get; init; }

        /// <summary>The number of saves.</summary>
        public uint Version { get; init; }
        public IReadOnlyList<string> Capacities => List(CapacitiesJson);
        public IReadOnlyList<string> Territories => List(TerritoriesJson);
        public IReadOnlyList<string> Languages => List(LanguagesJson);
        internal int MethodBits { get; init; }
        internal string? CapacitiesJson { get; init; }
        internal string? TerritoriesJson { get; init; }
        internal string? LanguagesJson { get; init; }

        private static string[] List(string? json) => json is null ? [] : JsonSerializer.Deserialize<string[]>(json)!;
    }

    public sealed record NeedRow
    {
        public ulong ListingId { get; init; }
        public DateTime SinceAt { get; init; }
    }
}

/// <summary>The part of the export with what a person has at listings.</summary>
internal sealed class ListingsExport : ExportPart
{
    public override string Key => "listings";

    internal override async Task<object> ReadAsync(ExportReader reader) => await ExportedListings.ReadAsync(reader);
}
