using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Mvc;

namespace CapX.App.Capacities;

/// <summary>Handlers for the one-button forms of the tree of capacities. Each redirects back to its page, which shows the outcome.</summary>
public static class CapacityEndpoints
{
    public static void MapCapacities(this WebApplication app)
    {
        app.MapPost(CapacityUrls.UndoCapacity, UndoAsync).RequireAuthorization();
        app.MapPost("/capacities/manage/suggestions/{id}/answer", AnswerAsync).RequireAuthorization();
        app.MapPost("/capacities/suggestions/{id}/withdraw", WithdrawAsync).RequireAuthorization();
    }

    private static async Task<IResult> UndoAsync([FromForm] ulong change, [FromForm] string? capacity, HttpContext http, UndoCapacityCommand undo,
        Vocabulary vocabulary)
    {
        var outcome = await undo.RunAsync(CurrentPerson.From(http.User)!.Actor, change, http.RequestAborted);
        return Back(outcome.Acted, CapacityUrls.CapacityHistory, CapacityUrls.CapacityHistorySaying(vocabulary.Capacities.Find(capacity)?.Code, outcome.Acted));
    }

    private static async Task<IResult> AnswerAsync(ulong id, [FromForm] string? accept, [FromForm] string? word, HttpContext http,
        AnswerSuggestionCommand answer, RefusedText refused)
    {
        var actor = CurrentPerson.From(http.User)!.Actor;
        var acted = await answer.RunAsync(actor, id, accept == "true", word, http.RequestAborted);
        if (acted == CapacityActResult.BadText && RefusedText.Holds(word)) refused.Keep(actor.PersonId, CapacityUrls.AnswerSuggestion(id), word);
        else refused.Drop(actor.PersonId);
        return Back(acted, CapacityUrls.WaitingSuggestions, CapacityUrls.WaitingSuggestionsSaying(acted));
    }

    private static async Task<IResult> WithdrawAsync(ulong id, HttpContext http, SuggestCapacityCommand suggest) =>
        Back(await suggest.WithdrawAsync(CurrentPerson.From(http.User)!.Actor, id, http.RequestAborted), CapacityUrls.CapacitySuggestions,
            $"{CapacityUrls.CapacitySuggestions}?did=withdrawn");

    private static IResult Back(CapacityActResult acted, string page, string saying) => acted switch
    {
        CapacityActResult.NotFound => Results.NotFound(),
        CapacityActResult.SignedOut => Results.LocalRedirect(SignInUrls.SignIn(page)),
        _ => Results.LocalRedirect(saying),
    };
}
