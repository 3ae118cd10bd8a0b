using CapX.Data.Insights;

namespace CapX.App.Insights;

/// <summary>Registers the counting of visits.</summary>
public static class InsightsExtensions
{
    public static IServiceCollection AddInsights(this IServiceCollection services) => services
        .AddSingleton<AddCountsCommand>()
        .AddSingleton<DailyCounts>()
        .AddHostedService(provider => provider.GetRequiredService<DailyCounts>());
}
