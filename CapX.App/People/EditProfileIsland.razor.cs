using CapX.Data.Editing;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>Edits the profile of the circuit's user.</summary>
public sealed partial class EditProfileIsland(ProfileQuery query, SaveProfileCommand save)
{
    private string _username = "";
    private bool _isSaved;
    private string? _hiddenName;

    protected override string Page => PeopleUrls.EditProfile;

    protected override string DraftName => ProfileForm.DraftName;

    // Without a profile the account was deleted, so only logging in again helps.
    protected override string? NotYours => null;

    protected override IReadOnlyList<FormError<ProfileField>> Check(ProfileForm form) => form.Check(Vocabulary, DateOnly.FromDateTime(Now)).Errors;

    protected override async Task<(ProfileForm Form, uint Version)?> ReadAsync()
    {
        if (await query.RunAsync(Person.Id, Gone) is not { } profile) return null;
        (_username, _isSaved, _hiddenName) = (profile.Username, profile.Version > 0, profile.HiddenDisplayName);
        var language = profile.Form.AboutLanguage.Length > 0 ? profile.Form.AboutLanguage : LikelyLanguage;
        return (profile.Form with { AboutLanguage = language }, profile.Version);
    }

    private async Task SaveAsync(ProfileForm form, uint version)
    {
        var result = await save.RunAsync(Person.Actor, form, version);
        Show(form, result);
        if (result is FormSaved) (_isSaved, _hiddenName) = (true, null);
    }
}
