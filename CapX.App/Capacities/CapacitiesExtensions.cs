using CapX.App.Shell;
using CapX.Data.Capacities;

namespace CapX.App.Capacities;

/// <summary>Registers the services that show and curate the tree of capacities.</summary>
public static class CapacitiesExtensions
{
    public static IServiceCollection AddCapacities(this IServiceCollection services) => services
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
