using Microsoft.AspNetCore.Http.HttpResults;

namespace CapX.App.PracticeWiki;

/// <summary>A simulated wiki inside the app. Development only, and only while no real wiki is configured.</summary>
public static class PracticeWikiExtensions
{
    public static IServiceCollection AddPracticeWiki(this IServiceCollection services, Settings settings) =>
        settings.UsesPracticeWiki ? services.AddSingleton<PracticeGrants>().AddSingleton<PracticeMail>() : services;

    public static void MapPracticeWiki(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<Settings>();
        if (!settings.UsesPracticeWiki) return;
        // The settings reject this too. Checked again, because anyone can take any account on these pages.
        if (!app.Environment.IsDevelopment())
            throw new SettingsException("The practice wiki exists only in development. Set MediaWiki__BaseUrl to the wiki's script path.");

        // These endpoints act as another site, so antiforgery tokens and this site's limits do not apply.
        var wiki = app.MapGroup(settings.WikiBaseUrl.AbsolutePath).DisableAntiforgery().ExcludeFromDescription();
        wiki.MapGet("/rest.php/oauth2/authorize", PracticeOAuth.Authorize);
        wiki.MapPost("/rest.php/oauth2/authorize", PracticeOAuth.DecideAsync);
        wiki.MapPost("/rest.php/oauth2/access_token", PracticeOAuth.TokenAsync);
        wiki.MapGet("/rest.php/oauth2/resource/profile", PracticeOAuth.Profile);
        wiki.MapMethods("/api.php", [HttpMethods.Get, HttpMethods.Post], PracticeActionApi.AnswerAsync);
        wiki.MapPost("/logout", PracticeOAuth.LogOut);
        // Not part of MediaWiki: shows what was received and sets the next response.
        wiki.MapGet("/received",
            (HttpRequest request, PracticeMail mail) => new RazorComponentResult<PracticeReceived>(new { Mail = mail, Address = request.Path.ToString() }));
        wiki.MapPost("/received", async (HttpRequest request, PracticeMail mail) =>
        {
            var form = await request.ReadFormAsync();
            mail.AnswerNext(form["code"].ToString());
            mail.AnswerAs(form["release"].ToString());
            return Results.LocalRedirect(request.Path);
        });
    }
}
