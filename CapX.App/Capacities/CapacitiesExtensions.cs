using CapX.App.Shell;
using CapX.Data.Capacities;

namespace CapX.App.Capacities;

/// <summary>Registers the services that show and curate the tree of capacities.</summary>
public static class CapacitiesExtensions
{
    public static IServiceCollection AddCapacities(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("capacities", "curators", "erased", "merges")
        {
            Count = export => export.Of<ExportedCapacities>() is var mine ? mine.Suggestions.Total + mine.Answers.Total + mine.Changes.Total : 0,
        })
        .AddSingleton(new ContentAddress(SuggestionContent.Kind, _ => CapacityUrls.WaitingSuggestions) { Without = CapacityUrls.CapacitySuggestions })
        .AddSingleton<CapacityQuery>()
        .AddSingleton<Curation>()
        .AddSingleton<ManagedCapacityQuery>()
        .AddSingleton<CapacityHistoryQuery>()
        .AddSingleton<SuggestionsQuery>()
        .AddSingleton<ChangeCapacityCommand>()
        .AddSingleton<MergeCapacityCommand>()
        .AddSingleton<UndoCapacityCommand>()
        .AddSingleton<SuggestCapacityCommand>()
        .AddSingleton<AnswerSuggestionCommand>();
}
