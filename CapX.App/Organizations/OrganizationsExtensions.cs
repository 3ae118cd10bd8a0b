using CapX.App.Shell;
using CapX.Data.Organizations;

namespace CapX.App.Organizations;

/// <summary>Registers the services to find and manage organizations.</summary>
public static class OrganizationsExtensions
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("organizations", "organization", "left")
        {
            Count = export => export.Of<ExportedOrganizations>().Standings.Total,
            Href = export => export.Of<ExportedOrganizations>().Standings.Count > 0 ? "#organizations" : null,
        })
        .AddSingleton(new StoredKind("roles", "roles", "erased") { Count = export => export.Of<ExportedOrganizations>().Roles.Total })
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
