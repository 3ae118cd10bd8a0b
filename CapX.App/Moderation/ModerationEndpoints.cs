using CapX.App.SignIn;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Microsoft.AspNetCore.Mvc;

namespace CapX.App.Moderation;

/// <summary>Handlers for the moderation forms without text. Each does one thing and redirects to its page, which shows the outcome.</summary>
public static class ModerationEndpoints
{
    public static void MapModeration(this WebApplication app)
    {
        app.MapPost("/moderation/cases/{id:long:min(1)}/claim",
            (ulong id, HttpContext http, HandleCaseCommand handle) => CaseAsync(http, id, actor => handle.ClaimAsync(actor, id, http.RequestAborted)))
                .RequireAuthorization();
        app.MapPost("/moderation/cases/{id:long:min(1)}/release",
            (ulong id, HttpContext http, HandleCaseCommand handle) => CaseAsync(http, id, actor => handle.ReleaseAsync(actor, id, http.RequestAborted)))
                .RequireAuthorization();
        app.MapPost("/moderation/cases/{id:long:min(1)}/undo/{decision:long:min(1)}",
            (ulong id, ulong decision, HttpContext http, UndoDecisionCommand undo) =>
                CaseAsync(http, id, actor => undo.RunAsync(actor, decision, http.RequestAborted))).RequireAuthorization();
        app.MapPost(ModerationUrls.RemoveFlagWord, async ([FromForm] uint id, HttpContext http, FlagWordCommand words) =>
            Back(await words.RemoveAsync(Actor(http), id, http.RequestAborted), ModerationUrls.FlagWords, ModerationUrls.FlagWordsSaying))
                .RequireAuthorization();
        app.MapPost(ModerationUrls.TakeRole, async ([FromForm] ulong person, [FromForm] string? role, HttpContext http, RoleCommand roles) =>
            Enum.GetValues<Role>().Where(r => RoleCommand.Code(r) == role).Select(r => (Role?)r).FirstOrDefault() is { } known
                ? Back(await roles.TakeAsync(Actor(http), person, known, http.RequestAborted), ModerationUrls.Roles, ModerationUrls.RolesSaying)
                : Results.BadRequest()).RequireAuthorization();
    }

    private static Actor Actor(HttpContext http) => CurrentPerson.From(http.User)!.Actor;

    private static async Task<IResult> CaseAsync(HttpContext http, ulong id, Func<Actor, Task<CaseActResult>> act) =>
        Back(await act(Actor(http)), ModerationUrls.Case(id), acted => ModerationUrls.CaseSaying(id, acted));

    private static IResult Back(CaseActResult acted, string page, Func<CaseActResult, string> saying) => acted switch
    {
        CaseActResult.NotFound => Results.NotFound(),
        CaseActResult.SignedOut => Results.LocalRedirect(SignInUrls.SignIn(page)),
        _ => Results.LocalRedirect(saying(acted)),
    };
}
