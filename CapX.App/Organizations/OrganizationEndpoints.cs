using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using Microsoft.AspNetCore.Mvc;

namespace CapX.App.Organizations;

/// <summary>Handlers for the plain forms of an organization's page. Each does one thing and redirects back to the page, which shows the outcome.</summary>
public static class OrganizationEndpoints
{
    public static void MapOrganizations(this WebApplication app)
    {
        app.MapPost("/organizations/{slug}/act", ActAsync).RequireAuthorization();
        app.MapPost("/organizations/{slug}/confirm", ConfirmAsync).RequireAuthorization();
        app.MapPost("/organizations/{slug}/merge", MergeAsync).RequireAuthorization();
        app.MapPost("/organizations/{slug}/restore", RestoreAsync).RequireAuthorization();
    }

    private static async Task<IResult> ActAsync(string slug, [FromForm(Name = "do")] string? act, [FromForm] string? username, HttpContext http,
        OrganizationQuery query, OrganizationPeopleCommand people, RefusedText refused)
    {
        if (!EnumWord.TryRead<OrganizationAct>(act, out var known)) return Results.BadRequest();
        var person = CurrentPerson.From(http.User)!;
        if (await query.RunAsync(slug, person.Viewer, http.RequestAborted) is not { Organization: var organization }) return Results.NotFound();
        var acted = await people.RunAsync(person.Actor, organization.Id, known, username, http.RequestAborted);
        if (known is OrganizationAct.Invite or OrganizationAct.HandOver && acted == OrganizationActResult.NobodyOfThatName && RefusedText.Holds(username))
            refused.Keep(person.Id, OrganizationUrls.OrganizationAct(organization.Slug), username);
        else refused.Drop(person.Id);
        return Back(organization.Slug, known.ToString(), acted);
    }

    private static async Task<IResult> ConfirmAsync(string slug, HttpContext http, OrganizationQuery query, ConfirmOrganizationCommand confirm)
    {
        var person = CurrentPerson.From(http.User)!;
        if (await query.RunAsync(slug, person.Viewer, http.RequestAborted) is not { Organization: var organization }) return Results.NotFound();
        return Back(organization.Slug, "confirm", await confirm.ConfirmAsync(person.Actor, organization.Id, http.RequestAborted));
    }

    private static async Task<IResult> MergeAsync(string slug, [FromForm] string? into, HttpContext http, OrganizationQuery query,
        ConfirmOrganizationCommand confirm, RefusedText refused)
    {
        var person = CurrentPerson.From(http.User)!;
        if (await query.RunAsync(slug, person.Viewer, http.RequestAborted) is not { Organization: var organization }) return Results.NotFound();
        var target = SlugOf(into);
        var acted = await confirm.MergeAsync(person.Actor, organization.Id, target, http.RequestAborted);
        if (acted == OrganizationActResult.NobodyOfThatName && RefusedText.Holds(into))
            refused.Keep(person.Id, OrganizationUrls.MergeOrganization(organization.Slug), into);
        else refused.Drop(person.Id);
        return Back(acted == OrganizationActResult.Done ? target : organization.Slug, "merge", acted);
    }

    private static async Task<IResult> RestoreAsync(string slug, [FromForm] ulong change, HttpContext http, OrganizationQuery query,
        SaveOrganizationCommand save)
    {
        var person = CurrentPerson.From(http.User)!;
        if (await query.RunAsync(slug, person.Viewer, http.RequestAborted) is not { Organization: var organization }) return Results.NotFound();
        return await save.RestoreAsync(person.Actor, organization.Id, change, http.RequestAborted) switch
        {
            OrganizationSaved saved => Results.LocalRedirect(OrganizationUrls.OrganizationSaying(saved.Slug, "restore", OrganizationActResult.Done)),
            FormRefused { Why: ActorStanding.SignedOut } => Results.LocalRedirect(SignInUrls.SignIn(OrganizationUrls.OrganizationHistory(slug))),
            FormRefused => Results.LocalRedirect(OrganizationUrls.OrganizationSaying(slug, "restore", OrganizationActResult.Blocked)),
            FormTooOften => Results.StatusCode(StatusCodes.Status429TooManyRequests),
            _ => Results.NotFound(),
        };
    }

    /// <summary>Accepts a slug or the URL of an organization's page.</summary>
    internal static string SlugOf(string? given) => Unseen.Drop(given ?? "").Trim().Split(['?', '#'])[0].TrimEnd('/').Split('/')[^1].ToLowerInvariant();

    private static IResult Back(string slug, string what, OrganizationActResult acted) => acted switch
    {
        OrganizationActResult.NotFound => Results.NotFound(),
        OrganizationActResult.TooOften => Results.StatusCode(StatusCodes.Status429TooManyRequests),
        OrganizationActResult.SignedOut => Results.LocalRedirect(SignInUrls.SignIn(OrganizationUrls.Organization(slug))),
        _ => Results.LocalRedirect(OrganizationUrls.OrganizationSaying(slug, what, acted)),
    };
}
