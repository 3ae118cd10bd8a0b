using CapX.Data.Editing;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>Edits a new organization, or one that the circuit's user manages.</summary>
public sealed partial class EditOrganizationIsland(OrganizationQuery query, ProposeOrganizationCommand propose, SaveOrganizationCommand save,
    NavigationManager navigation)
{
    // Idempotency key: a new organization that is sent twice is created once.
    private readonly Guid _key = Guid.NewGuid();
    private ulong _id;

    /// <summary>The slug of the organization. Null for a new one.</summary>
    [Parameter] public string? Slug { get; set; }

    protected override string Page => Slug is null ? OrganizationUrls.ProposeOrganization : OrganizationUrls.EditOrganization(Slug);

    protected override string DraftName => Slug is null ? ProposeOrganizationCommand.DraftName : SaveOrganizationCommand.DraftName(_id);

    protected override string NotYours => M["organizations-edit-not-yours"];

    protected override IReadOnlyList<FormError<OrganizationField>> Check(OrganizationForm form) => form.Check(Vocabulary).Errors;

    protected override async Task<(OrganizationForm Form, uint Version)?> ReadAsync()
    {
        var (form, version) = (new OrganizationForm { Names = [new OrganizationName(LikelyLanguage, "")] }, 0u);
        if (Slug is not null)
        {
            if (await query.RunAsync(Slug, Person.Viewer, Gone) is not { MayEdit: true, Organization: var stored }) return null;
            (_id, form, version) = (stored.Id, stored.ToForm(), stored.Version);
        }
        return (form.AboutLanguage.Length > 0 ? form : form with { AboutLanguage = LikelyLanguage }, version);
    }

    private async Task SaveAsync(OrganizationForm form, uint version)
    {
        var result = Slug is null ? await propose.RunAsync(Person.Actor, form, _key) : await save.RunAsync(Person.Actor, _id, form, version);
        Show(form, result, Slug is null && result is FormTooOften ? M["organizations-edit-too-many", ProposeOrganizationCommand.MostWaiting] : null);
        if (Slug is null && result is OrganizationSaved saved) navigation.NavigateTo(OrganizationUrls.Organization(saved.Slug), forceLoad: true);
    }
}
