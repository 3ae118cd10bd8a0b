namespace CapX.App.Home;

/// <summary>Registers the tabs of /search.</summary>
public static class HomeExtensions
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services
        .AddSingleton(SearchTabs.People.Address)
        .AddSingleton(SearchTabs.Organizations.List.Address)
        .AddSingleton(SearchTabs.Listings.List.Address)
        .AddSingleton(SearchTabs.Events.List.Address);
}
