using CapX.App.Shell;
using CapX.Data.Organizations;

namespace CapX.App.Organizations;

/// <summary>Registers the services to find and manage organizations.</summary>
public static class OrganizationsExtensions
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services) => services
        .AddSingleton(new ContentAddress(OrganizationContent.Kind, OrganizationUrls.Organization))
        .AddSingleton<FindOrganizationsQuery>()
        .AddSingleton<OrganizationQuery>()
        .AddSingleton<OrganizationHistoryQuery>()
        .AddSingleton<WaitingOrganizationsQuery>()
        .AddSingleton<AffiliationsQuery>()
        .AddSingleton<ProposeOrganizationCommand>()
        .AddSingleton<SaveOrganizationCommand>()
        .AddSingleton<ConfirmOrganizationCommand>()
        .AddSingleton<RemoveOrganizationCommand>()
        .AddSingleton<OrganizationPeopleCommand>();
}
