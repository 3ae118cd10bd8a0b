using System.Text.Json;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using Microsoft.AspNetCore.Mvc;

namespace CapX.App.Exchanges;

/// <summary>Handlers for the plain forms of exchanges, notices and blocks. Each runs one command and redirects to a page that shows the outcome.</summary>
public static class ExchangeEndpoints
{
    public static void MapExchanges(this WebApplication app)
    {
        app.MapPost("/exchanges/{id}/messages", SendAsync).RequireAuthorization();
        app.MapPost("/exchanges/{id}/change", ChangeAsync).RequireAuthorization();
        app.MapPost("/exchanges/{id}/read", ReadExchangeAsync).RequireAuthorization();
        app.MapPost(ExchangeUrls.Block, BlockAsync).RequireAuthorization();
        app.MapPost(NoticeUrls.ReadNotices, ReadAsync).RequireAuthorization();
    }

    private static async Task<IResult> SendAsync(
        ulong id, [FromForm] string? text, [FromForm] string? language, [FromForm] Guid? key, HttpContext http, SendMessageCommand send,
        SaveDraftCommand drafts, RefusedText refused, DeliveryChannelQuery channel)
    {
        var actor = CurrentPerson.From(http.User)!.Actor;
        var answer = await send.RunAsync(actor, id, text ?? "", language, key ?? Guid.NewGuid(), http.RequestAborted);
        // Keeps a refused message for the page that shows the reason. It becomes a draft, or stays in memory for some minutes if no draft can be stored. A
        // message far above the limit never replaces the last draft.
        if (answer is ExchangeActResult.BadText or ExchangeActResult.TooOften && !string.IsNullOrWhiteSpace(text) && RefusedText.Holds(text)
            && (WrittenText.IsRefused(text, SendMessageCommand.Longest)
                || await drafts.RunAsync(actor, SendMessageCommand.DraftPrefix + id, JsonSerializer.Serialize(text),
                    http.RequestAborted) != SaveDraftResult.Kept))
            refused.Keep(actor.PersonId, ExchangeUrls.ExchangeMessages(id), text);
        else if (answer == ExchangeActResult.Done)
            refused.Drop(actor.PersonId);
        if (answer == ExchangeActResult.Done && await channel.WaitsForLeaveAsync(actor.PersonId, id, http.RequestAborted))
            return Results.LocalRedirect(WikiUrls.WikiAccessAskThen($"{ExchangeUrls.Exchange(id)}#conversation"));
        return Back(http, answer, id, "#conversation");
    }

    private static async Task<IResult> ChangeAsync(ulong id, [FromForm(Name = "do")] string? action, [FromForm] string? word, HttpContext http,
        ChangeExchangeCommand change, RefusedText refused)
    {
        if (!EnumWord.TryRead<ExchangeAction>(action, out var known)) return Results.BadRequest();
        var actor = CurrentPerson.From(http.User)!.Actor;
        var answer = await change.RunAsync(actor, id, known, word, http.RequestAborted);
        if (answer == ExchangeActResult.BadText && RefusedText.Holds(word)) refused.Keep(actor.PersonId, ExchangeUrls.ExchangeChange(id), word);
        else refused.Drop(actor.PersonId);
        return Back(http, answer, id, "");
    }

    private static async Task<IResult> ReadExchangeAsync(ulong id, HttpContext http, ExchangeQuery query, ReadExchangeCommand read)
    {
        var person = CurrentPerson.From(http.User)!;
        if (await query.RunAsync(id, person.Id, http.RequestAborted) is not { } exchange) return Results.NotFound();
        await read.RunAsync(person.Id, exchange, http.RequestAborted);
        return Results.LocalRedirect(ExchangeUrls.Exchange(id));
    }

    private static async Task<IResult> BlockAsync([FromForm] ulong? person, [FromForm] Guid? kept, [FromForm] bool block, [FromForm] string? returnUrl,
        HttpContext http, BlockCommand command)
    {
        var actor = CurrentPerson.From(http.User)!.Actor;
        ExchangeActResult answer;
        if (person is { } other) answer = await command.RunAsync(actor, other, block, http.RequestAborted);
        else if (kept is { } erased && !block) answer = await command.LiftAsync(actor, erased, http.RequestAborted);
        else return Results.BadRequest();
        return answer switch
        {
            ExchangeActResult.NotFound => Results.NotFound(),
            ExchangeActResult.TooOften => Results.StatusCode(StatusCodes.Status429TooManyRequests),
            // After blocking someone, the user may see no more of their pages than a visitor. The list of blocks is always accessible.
            ExchangeActResult.Done when block => Results.LocalRedirect(NoticeUrls.Blocks),
            _ => Results.LocalRedirect(LocalUrl.OrHome(returnUrl)),
        };
    }

    private static async Task<IResult> ReadAsync([FromForm] string? returnUrl, HttpContext http, ReadNoticesCommand read)
    {
        await read.RunAsync(CurrentPerson.From(http.User)!.Id, http.RequestAborted);
        return Results.LocalRedirect(returnUrl is null ? NoticeUrls.Notifications : LocalUrl.OrHome(returnUrl));
    }

    private static IResult Back(HttpContext http, ExchangeActResult answer, ulong id, string part) => answer switch
    {
        ExchangeActResult.Done => Results.LocalRedirect(ExchangeUrls.Exchange(id) + part),
        ExchangeActResult.NotFound => Results.NotFound(),
        ExchangeActResult.SignedOut => Results.LocalRedirect(SignInUrls.SignIn(ExchangeUrls.Exchange(id))),
        _ => Results.LocalRedirect(ExchangeUrls.ExchangeRefused(id, answer) + part),
    };
}
