using CapX.Data.People;

namespace CapX.App.People;

/// <summary>Registers what finding people needs.</summary>
public static class PeopleExtensions
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<PeopleIndex>()
        .AddSingleton<FindPeopleQuery>()
        .AddSingleton<FindPersonQuery>();
}
