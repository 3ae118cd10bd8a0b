using CapX.Data.SavedSearches;

namespace CapX.App.SavedSearches;

/// <summary>Registers the services to save searches.</summary>
public static class SavedSearchesExtensions
{
    public static IServiceCollection AddSavedSearches(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("searches", "you", "deleted") { Count = export => export.Of<ExportedSearches>().Saved.Total })
        .AddSingleton<SavedSearchesQuery>()
        .AddSingleton<SaveSearchCommand>()
        .AddSingleton<DeleteSearchCommand>();
}
