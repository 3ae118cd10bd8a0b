using System.Globalization;
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

/// <summary>Export of the user's own data, and deletion of sessions, drafts and the account.</summary>
public static class PrivacyEndpoints
{
    public const string UsernameField = "username";
    public const string ProofField = "proof";
    public const string SessionField = "session";
    public const string FormField = DraftUrls.FormField;

    private const int SessionDigits = 64;

    public static void MapPrivacy(this WebApplication app)
    {
        // Old bookmarks redirect to the page with the button. A GET request must not start an export.
        app.MapGet(PrivacyUrls.ExportMine, () => Results.LocalRedirect(PrivacyUrls.MyExport)).RequireAuthorization()
            .WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        app.MapPost(PrivacyUrls.ExportMine, ExportAsync).RequireAuthorization()
            .WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute(), new StreamedAttribute());
        app.MapPost(PrivacyUrls.EndSession, EndSessionAsync).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        app.MapPost(PrivacyUrls.DropDraft, DropDraftAsync).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        // Without authorization, because a user who sends the form again after the deletion is logged out.
        app.MapPost(PrivacyUrls.EraseMine,
            (HttpContext http, Erasure erasure, CancellationToken token) => erasure.RunAsync(http, form => form[UsernameField].ToString(), token));
        app.MapPost(PrivacyUrls.DeclineWelcome, (HttpContext http, Erasure erasure, CancellationToken token) => erasure.DeclineAsync(http, token));
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ExportQuery query, TakeExportCommand take, ExportsUnderWay underWay,
        CancellationToken token)
    {
        var person = CurrentPerson.From(http.User)!;
        using var one = underWay.Begin(person.Id);
        if (one is null) return TooMany(http, ExportsUnderWay.Wait);
        if (await take.RunAsync(person.Actor, token) is { } wait)
            return wait == TimeSpan.Zero ? Results.LocalRedirect(SignInUrls.SignIn(PrivacyUrls.MyPrivacy)) : TooMany(http, wait);
        if (await query.RunAsync(person.Id, token) is not { } export) return Results.LocalRedirect(SignInUrls.SignIn(PrivacyUrls.MyPrivacy));
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

    /// <summary>Keeps letters, digits, spaces, hyphens and underscores. Other characters may have a meaning to browsers, shells or file systems.</summary>
    private static string FileName(string username) => string.Concat(username.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_'));

    /// <summary>Succeeds also when the draft is already deleted.</summary>
    private static async Task<IResult> DropDraftAsync([FromForm] string? form, [FromForm] string? returnUrl, HttpContext http, DropDraftCommand drop,
        CancellationToken token) =>
        await drop.RunAsync(CurrentPerson.From(http.User)!.Actor, form ?? "", token) == ActorStanding.SignedOut
            ? Results.LocalRedirect(SignInUrls.SignIn(PrivacyUrls.MyPrivacy))
            : Results.LocalRedirect(returnUrl is null ? PrivacyUrls.MyDrafts : LocalUrl.OrHome(returnUrl));

    /// <summary>Ends one of the user's own sessions. 404 for other people's sessions.</summary>
    private static async Task<IResult> EndSessionAsync([FromForm] string? session, HttpContext http, EndSessionCommand end, CancellationToken token)
    {
        if (session is not { Length: SessionDigits } || !session.All(char.IsAsciiHexDigit)) return Results.NotFound();
        return await end.RunAsync(CurrentPerson.From(http.User)!.Actor, Convert.FromHexString(session), token) ? Results.LocalRedirect(PrivacyUrls.MySessions)
            : Results.NotFound();
    }
}

/// <summary>Deletes accounts on form posts.</summary>
public sealed class Erasure(IAntiforgery antiforgery, EraseAccountCommand erase, AccountExistsQuery exists, EraseProof proof, FreshApproval approval)
{
    /// <summary>Deletes the account if its name was typed. Confirms the deletion again when the same form is sent again.</summary>
    public async Task<IResult> RunAsync(HttpContext http, Func<IFormCollection, string> typedName, CancellationToken token) =>
        await RunAsync(http, async (form, person) =>
        {
            var approved = approval.GivenAt(http, person);
            // A login alone proves nothing, because the wiki may approve it silently.
            return approval.IsWanted && approved is null ? EraseAccountResult.NotFresh
                : await erase.RunAsync(person.Actor, typedName(form), approved?.UtcDateTime, token);
        }, token);

    private async Task<IResult> RunAsync(HttpContext http, Func<IFormCollection, CurrentPerson, Task<EraseAccountResult>> act, CancellationToken token)
    {
        if (!http.Request.HasFormContentType) return Results.BadRequest();
        var form = await http.Request.ReadFormAsync(token);
        if (CurrentPerson.From(http.User) is not { } person) return await AgainAsync(form, token);
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        switch (await act(form, person))
        {
            case EraseAccountResult.NotFresh: return Results.Redirect(PrivacyUrls.SignInToErase);
            case EraseAccountResult.NotEmpty: return Results.Redirect(PrivacyUrls.MyPrivacy);
            case EraseAccountResult.OtherName: return Results.Redirect(PrivacyUrls.MyPrivacyOtherName);
            case EraseAccountResult.SignedOut: return await AgainAsync(form, token);
        }
        await http.SignOutAsync(SessionCookie.Scheme);
        return Results.Redirect(PrivacyUrls.Erased);
    }

    /// <summary>Deletes an account that has neither consented nor saved anything. Nothing is lost, so neither name nor fresh login is required.</summary>
    public Task<IResult> DeclineAsync(HttpContext http, CancellationToken token) =>
        RunAsync(http, (_, person) => erase.DeclineAsync(person.Actor, token), token);

    private async Task<IResult> AgainAsync(IFormCollection form, CancellationToken token) =>
        proof.PersonId(form[PrivacyEndpoints.ProofField]) is { } id && !await exists.RunAsync(id, token) ? Results.Redirect(PrivacyUrls.Erased)
            : Results.Redirect(SignInUrls.SignIn(PrivacyUrls.MyPrivacy));
}
