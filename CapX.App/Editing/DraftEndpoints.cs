using CapX.App.SignIn;
using CapX.Data.Editing;

namespace CapX.App.Editing;

/// <summary>Stores the input of plain forms with <c>data-draft</c>. capx-forms.js sends their fields within two seconds.</summary>
public static class DraftEndpoints
{
    private const string NameField = "draft-name";
    private const string AddressField = "draft-address";
    private const int MostFields = 30;
    private const int LongestFieldName = 40;

    public static void MapDrafts(this WebApplication app) =>
        app.MapPost(DraftUrls.KeepDraft, KeepAsync).RequireAuthorization().WithMetadata(new OpenToSuspendedAttribute());

    /// <summary>Returns 204 when the draft is stored, 429 to retry, 409 when the user's drafts are full, 404 for an unknown form.</summary>
    private static async Task<IResult> KeepAsync(HttpContext http, SaveDraftCommand save)
    {
        if (!http.Request.HasFormContentType) return Results.BadRequest();
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        // Skips the antiforgery token, whose name starts with an underscore.
        var fields = sent.Where(field => !field.Key.StartsWith('_') && field.Key is not (NameField or AddressField)).ToList();
        if (fields.Count > MostFields || fields.Exists(field => field.Key.Length > LongestFieldName)) return Results.BadRequest();
        var draft = new PlainDraft
        {
            Address = LocalUrl.OrHome(sent[AddressField]),
            Fields = fields.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal),
        };
        return await save.RunAsync(CurrentPerson.From(http.User)!.Actor, sent[NameField].ToString(), draft.ToJson(), http.RequestAborted) switch
        {
            SaveDraftResult.Kept => Results.NoContent(),
            SaveDraftResult.TooOften => Results.StatusCode(StatusCodes.Status429TooManyRequests),
            SaveDraftResult.Full or SaveDraftResult.TooLong => Results.Conflict(),
            _ => Results.NotFound(),
        };
    }
}
