using System.Globalization;
using CapX.App.Moderation;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CapX.App.Privacy;

/// <summary>Taking one's data along, and taking it away.</summary>
public static class PrivacyEndpoints
{
    public const string UsernameField = "username";
    public const string ProofField = "proof";
    public const string SessionField = "session";
    public const string FormField = "form";

    private const int SessionDigits = 64;

    public static void MapPrivacy(this WebApplication app)
    {
        // Where bookmarks from before lead: the page with the button. Reading an address takes nothing along.
        app.MapGet(Urls.ExportMine, () => Results.LocalRedirect(Urls.MyExport)).RequireAuthorization()
            .WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        app.MapPost(Urls.ExportMine, ExportAsync).RequireAuthorization()
            .WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute(), new StreamedAttribute());
        app.MapPost(Urls.EndSession, EndSessionAsync).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        app.MapPost(Urls.DropDraft, DropDraftAsync).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        // Open to everybody: whoever sends the form again after the erasure is signed out.
        app.MapPost(Urls.EraseMine,
            (HttpContext http, Erasure erasure, CancellationToken token) => erasure.RunAsync(http, form => form[UsernameField].ToString(), token));
        app.MapPost(Urls.DeclineWelcome, (HttpContext http, Erasure erasure, CancellationToken token) => erasure.DeclineAsync(http, token));
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ExportQuery query, TakeExportCommand take, ExportsUnderWay underWay,
        CancellationToken token)
    {
        var person = CurrentPerson.From(http.User)!;
        using var one = underWay.Begin(person.Id);
        if (one is null) return TooMany(http, ExportsUnderWay.Wait);
        if (await take.RunAsync(person.Actor, token) is { } wait)
            return wait == TimeSpan.Zero ? Results.LocalRedirect(Urls.SignIn(Urls.MyPrivacy)) : TooMany(http, wait);
        if (await query.RunAsync(person.Id, token) is not { } export) return Results.LocalRedirect(Urls.SignIn(Urls.MyPrivacy));
        http.Response.ContentType = "application/json";
        http.Response.Headers.ContentDisposition = Attachment($"capx-{FileName(export.Account.Username)}.json");
        await ExportFile.WriteAsync(export, http.Response.Body, token);
        return Results.Empty;
    }

    private static IResult TooMany(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static string Attachment(string name)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(name);
        return header.ToString();
    }

    /// <summary>The letters of a name: what else stands in it may mean something to a browser, a shell or a file system.</summary>
    private static string FileName(string username) => string.Concat(username.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_'));

    /// <summary>A draft that is not there any more is deleted already.</summary>
    private static async Task<IResult> DropDraftAsync([FromForm] string? form, [FromForm] string? returnUrl, HttpContext http, DropDraftCommand drop,
        CancellationToken token) =>
        await drop.RunAsync(CurrentPerson.From(http.User)!.Actor, form ?? "", token) == ActorStanding.SignedOut
            ? Results.LocalRedirect(Urls.SignIn(Urls.MyPrivacy))
            : Results.LocalRedirect(returnUrl is null ? Urls.MyDrafts : LocalUrl.OrHome(returnUrl));

    /// <summary>One of one's own; another's is none at all.</summary>
    private static async Task<IResult> EndSessionAsync([FromForm] string? session, HttpContext http, EndSessionCommand end, CancellationToken token)
    {
        if (session is not { Length: SessionDigits } || !session.All(char.IsAsciiHexDigit)) return Results.NotFound();
        return await end.RunAsync(CurrentPerson.From(http.User)!.Actor, Convert.FromHexString(session), token) ? Results.LocalRedirect(Urls.MySessions)
            : Results.NotFound();
    }
}

/// <summary>Erases on request of a form.</summary>
public sealed class Erasure(IAntiforgery antiforgery, EraseAccountCommand erase, AccountExistsQuery exists, EraseProof proof, FreshApproval approval)
{
    /// <summary>Erases the account if its name was typed; says so again to whoever sends the same form again.</summary>
    public async Task<IResult> RunAsync(HttpContext http, Func<IFormCollection, string> typedName, CancellationToken token) =>
        await RunAsync(http, async (form, person) =>
        {
            var approved = approval.GivenAt(http, person);
            // A sign-in alone proves nothing where the wiki approves silently.
            return approval.IsWanted && approved is null ? EraseOutcome.NotFresh
                : await erase.RunAsync(person.Actor, typedName(form), approved?.UtcDateTime, token);
        }, token);

    private async Task<IResult> RunAsync(HttpContext http, Func<IFormCollection, CurrentPerson, Task<EraseOutcome>> act, CancellationToken token)
    {
        if (!http.Request.HasFormContentType) return Results.BadRequest();
        var form = await http.Request.ReadFormAsync(token);
        if (CurrentPerson.From(http.User) is not { } person) return await AgainAsync(form, token);
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        switch (await act(form, person))
        {
            case EraseOutcome.NotFresh: return Results.Redirect(Urls.SignInToErase);
            case EraseOutcome.NotEmpty: return Results.Redirect(Urls.MyPrivacy);
            case EraseOutcome.OtherName: return Results.Redirect(Urls.MyPrivacyOtherName);
            case EraseOutcome.SignedOut: return await AgainAsync(form, token);
        }
        await http.SignOutAsync(SessionCookie.Scheme);
        return Results.Redirect(Urls.Erased);
    }

    /// <summary>Whoever agreed to nothing and has saved nothing yet loses nothing: the name need not be typed, and the sign-in may be old.</summary>
    public Task<IResult> DeclineAsync(HttpContext http, CancellationToken token) =>
        RunAsync(http, (_, person) => erase.DeclineAsync(person.Actor, token), token);

    private async Task<IResult> AgainAsync(IFormCollection form, CancellationToken token) =>
        proof.PersonId(form[PrivacyEndpoints.ProofField]) is { } id && !await exists.RunAsync(id, token) ? Results.Redirect(Urls.Erased)
            : Results.Redirect(Urls.SignIn(Urls.MyPrivacy));
}
