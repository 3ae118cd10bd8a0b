using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Editing;

namespace CapX.App.Editing;

/// <summary>Keeps what somebody types into a plain form: a form with <c>data-draft</c>, of which capx-forms.js sends the fields within two seconds.</summary>
public static class DraftEndpoints
{
    private const string NameField = "draft-name";
    private const string AddressField = "draft-address";
    private const int MostFields = 30;
    private const int LongestFieldName = 40;

    public static void MapDrafts(this WebApplication app) =>
        app.MapPost(Urls.KeepDraft, KeepAsync).RequireAuthorization().WithMetadata(new Moderation.OpenToSuspendedAttribute());

    /// <summary>No page reads the answer: 204 where it is kept, 429 to try again, 409 where the person's drafts are full, 404 where there is no such form to
    /// fill in.</summary>
    private static async Task<IResult> KeepAsync(HttpContext http, SaveDraftCommand save)
    {
        if (!http.Request.HasFormContentType) return Results.BadRequest();
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        // The token of the form has such a name.
        var fields = sent.Where(field => !field.Key.StartsWith('_') && field.Key is not (NameField or AddressField)).ToList();
        if (fields.Count > MostFields || fields.Exists(field => field.Key.Length > LongestFieldName)) return Results.BadRequest();
        var draft = new PlainDraft
        {
            Address = LocalUrl.OrHome(sent[AddressField]),
            Fields = fields.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal),
        };
        return await save.RunAsync(CurrentPerson.From(http.User)!.Actor, sent[NameField].ToString(), draft.ToJson(), http.RequestAborted) switch
        {
            DraftOutcome.Kept => Results.NoContent(),
            DraftOutcome.TooOften => Results.StatusCode(StatusCodes.Status429TooManyRequests),
            DraftOutcome.Full or DraftOutcome.TooLong => Results.Conflict(),
            _ => Results.NotFound(),
        };
    }
}
