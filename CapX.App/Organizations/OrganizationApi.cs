using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Organizations;

namespace CapX.App.Organizations;

/// <summary>GET /api/v1/organizations and /api/v1/organizations/{slug}: the queries of the pages, as JSON.</summary>
public static class OrganizationApi
{
    public static Task<IResult> Find(HttpContext context, FindOrganizationsQuery find, Vocabulary vocabulary, SiteAddress site) =>
        CatalogueApi.FindAsync(CatalogueFilterParser.Organizations, context, find, vocabulary, one => OrganizationItem.From(one, site.Public));

    /// <summary>An unconfirmed organization is visible on its page only. The slug of a merged one returns the organization it was merged into.</summary>
    public static async Task<IResult> One(string slug, HttpContext context, OrganizationQuery query, SiteAddress site) =>
        await query.RunAsync(slug, CurrentPerson.ViewerOf(context.User), context.RequestAborted)
            is { Organization: { State: OrganizationState.Confirmed } organization }
            ? Results.Ok(OrganizationItem.From(organization, site.Public))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound);
}
