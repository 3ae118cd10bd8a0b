using CapX.Data.Content;

namespace CapX.Data.SavedSearches;

/// <summary>A person's saved searches.</summary>
public sealed record ExportedSearches
{
    public required ExportedRows<SavedSearch> Saved { get; init; }

    internal static async Task<ExportedSearches> ReadAsync(ExportReader reader) =>
        new() { Saved = await reader.RowsAsync<SavedSearch>(SavedSearchesQuery.Sql) };
}

/// <summary>The part of the export with saved searches.</summary>
internal sealed class SearchesExport : ExportPart
{
    public override string Key => "searches";

    internal override async Task<object> ReadAsync(ExportReader reader) => await ExportedSearches.ReadAsync(reader);
}
