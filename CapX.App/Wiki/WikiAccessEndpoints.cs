using CapX.App.Privacy;
using CapX.App.SignIn;
using CapX.Data.Wiki;
using Microsoft.AspNetCore.Antiforgery;

namespace CapX.App.Wiki;

/// <summary>Giving CapX leave to send on the wiki in one's own name, and taking it back: a plain link out, a form.</summary>
public static class WikiAccessEndpoints
{
    public static IServiceCollection AddWikiAccess(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<WikiTokenQuery>().AddSingleton<RenewTokenCommand>().AddSingleton<GiveLeaveCommand>().AddSingleton<RevokeLeaveCommand>();
        return services.AddSingleton<WikiTokens>().AddSingleton<WikiAccess>();
    }

    public static void MapWikiAccess(this WebApplication app)
    {
        app.MapPost(Urls.RevokeWikiAccess, async (HttpContext http, IAntiforgery antiforgery, RevokeLeaveCommand revoke, CancellationToken token) =>
        {
            if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            if (CurrentPerson.From(http.User) is { } person) await revoke.RunAsync(person.Actor, token);
            return Results.Redirect(Urls.MyPrivacy);
        }).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new Moderation.OpenToSuspendedAttribute());
        if (!app.Services.GetRequiredService<Settings>().SendsOnWiki) return;
        // A browser that says it came by itself, or from elsewhere, gets a page whose link leads here.
        app.MapGet(Urls.WikiAccess, (HttpContext http, string? returnUrl, WikiAccess access, WayToWiki way) =>
            Results.Redirect(WayToWiki.IsUntold(http.Request) || way.IsAskedFor(http.Request) ? access.Start(http, CurrentPerson.From(http.User)!, returnUrl)
                : Urls.WikiAccessAskThen(returnUrl ?? Urls.Home))).RequireAuthorization();
        // Open to everybody: the page that says what went wrong is not in the way of signing in, and the address with the code is nowhere repeated.
        app.MapGet(Urls.WikiAccessCallback,
            async (HttpContext http, WikiAccess access, CancellationToken token) =>
                Results.Redirect(await access.FinishAsync(http, CurrentPerson.From(http.User), token)));
    }
}
