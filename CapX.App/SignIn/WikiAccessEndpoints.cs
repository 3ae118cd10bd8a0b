using CapX.Data.Wiki;
using Microsoft.AspNetCore.Antiforgery;

namespace CapX.App.SignIn;

/// <summary>Grants and revokes the permission to send on the wiki in one's own name.</summary>
public static class WikiAccessEndpoints
{
    public static IServiceCollection AddWikiAccess(this IServiceCollection services) =>
        services.AddSingleton<GrantWikiAccessCommand>().AddSingleton<WithdrawWikiAccessCommand>().AddSingleton<WikiAccess>();

    public static void MapWikiAccess(this WebApplication app)
    {
        app.MapPost(WikiUrls.RevokeWikiAccess, async (HttpContext http, IAntiforgery antiforgery, WithdrawWikiAccessCommand revoke, CancellationToken token) =>
        {
            if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            if (CurrentPerson.From(http.User) is { } person) await revoke.RunAsync(person.Actor, token);
            return Results.Redirect(PrivacyUrls.MyPrivacy);
        }).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        if (!app.Services.GetRequiredService<Settings>().SendsOnWiki) return;
        // A navigation that the user did not start on this site gets a page with a link instead.
        app.MapGet(WikiUrls.WikiAccess, (HttpContext http, string? returnUrl, WikiAccess access, WayToWiki way) =>
            Results.Redirect(WayToWiki.IsUntold(http.Request) || way.IsAskedFor(http.Request) ? access.Start(http, CurrentPerson.From(http.User)!, returnUrl)
                : WikiUrls.WikiAccessAskThen(returnUrl ?? SiteUrls.Home))).RequireAuthorization();
        // Without authorization, so that the error page needs no login and the URL with the code is never repeated.
        app.MapGet(WikiUrls.WikiAccessCallback,
            async (HttpContext http, WikiAccess access, CancellationToken token) =>
                Results.Redirect(await access.FinishAsync(http, CurrentPerson.From(http.User), token)));
    }
}
