using CapX.Data.Organizations;

namespace CapX.App;

/// <summary>URLs of organizations.</summary>
public static class OrganizationUrls
{
    public const string Organizations = "/organizations";
    public const string ProposeOrganization = $"{Organizations}/propose";
    public const string WaitingOrganizations = $"{Organizations}/waiting";
    public const string RemovedOrganization = $"{WaitingOrganizations}?removed=1";

    public static string Organization(string slug) => $"{Organizations}/{slug}";

    public static string EditOrganization(string slug) => $"{Organization(slug)}/edit";

    /// <summary>The page where a curator rejects or removes an organization.</summary>
    public static string RemoveOrganization(string slug) => $"{Organization(slug)}/remove";

    public static string OrganizationHistory(string slug) => $"{Organization(slug)}/history";

    /// <summary>An organization's page with the outcome of an action.</summary>
    public static string OrganizationSaying(string slug, string what, OrganizationActResult came) =>
        $"{Organization(slug)}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    public static string OrganizationAct(string slug) => $"{Organization(slug)}/act";

    public static string MergeOrganization(string slug) => $"{Organization(slug)}/merge";
}
