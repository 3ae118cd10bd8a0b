using CapX.App.Moderation;
using CapX.App.SignIn;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace CapX.App.Privacy;

/// <summary>Taking one's data along, and taking it away.</summary>
public static class PrivacyEndpoints
{
    public const string UsernameField = "username";
    public const string ProofField = "proof";
    public const string SessionField = "session";

    private const int SessionDigits = 64;

    public static void MapPrivacy(this WebApplication app)
    {
        app.MapGet(Urls.ExportMine, ExportAsync).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        app.MapPost(Urls.EndSession, EndSessionAsync).RequireAuthorization().WithMetadata(new NeedsNoConsentAttribute(), new OpenToSuspendedAttribute());
        // Open to everybody: whoever sends the form again after the erasure is signed out.
        app.MapPost(Urls.EraseMine, (HttpContext http, Erasure erasure, CancellationToken token) => erasure.RunAsync(http, form => form[UsernameField].ToString(), token));
        app.MapPost(Urls.DeclineWelcome, (HttpContext http, Erasure erasure, CancellationToken token) => erasure.DeclineAsync(http, token));
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ExportQuery query, NoteExportCommand note, CancellationToken token)
    {
        if (CurrentPerson.From(http.User) is not { } person || await query.RunAsync(person.Id, token) is not { } export) return Results.Redirect(Urls.SignIn(Urls.MyPrivacy));
        await note.RunAsync(person.Id, token);
        return Results.File(ExportFile.Write(export), "application/json", $"capx-{FileName(export.Account.Username)}.json");
    }

    /// <summary>The letters of a name: what else stands in it may mean something to a browser, a shell or a file system.</summary>
    private static string FileName(string username) => string.Concat(username.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_'));

    /// <summary>One of one's own; another's is none at all.</summary>
    private static async Task<IResult> EndSessionAsync([FromForm] string? session, HttpContext http, EndSessionCommand end, CancellationToken token)
    {
        if (session is not { Length: SessionDigits } || !session.All(char.IsAsciiHexDigit)) return Results.NotFound();
        return await end.RunAsync(CurrentPerson.From(http.User)!.Actor, Convert.FromHexString(session), token) ? Results.LocalRedirect(Urls.MySessions) : Results.NotFound();
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
            return approval.IsWanted && approved is null ? EraseOutcome.NotFresh : await erase.RunAsync(person.Actor, typedName(form), approved?.UtcDateTime, token);
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
    public Task<IResult> DeclineAsync(HttpContext http, CancellationToken token) => RunAsync(http, (_, person) => erase.DeclineAsync(person.Actor, token), token);

    private async Task<IResult> AgainAsync(IFormCollection form, CancellationToken token) =>
        proof.PersonId(form[PrivacyEndpoints.ProofField]) is { } id && !await exists.RunAsync(id, token) ? Results.Redirect(Urls.Erased) : Results.Redirect(Urls.SignIn(Urls.MyPrivacy));
}
