using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>/organizations/{slug}/edit for managers and curators, and /organizations/propose for logged-in users.</summary>
public sealed partial class EditOrganizationPage(OrganizationQuery query, NavigationManager navigation)
{
    private string? _title;
    private OrganizationName? _name;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public string? Slug { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Slug is null)
        {
            _title = M["organizations-edit-propose-title"];
            return;
        }
        if (await query.RunAsync(Slug, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted) is { MayEdit: true } shown && shown.Organization.Slug == Slug)
            (_title, _name) = (M["organizations-edit-title"], shown.Organization.Name(M.Chain));
        else navigation.NotFound();
    }
}
