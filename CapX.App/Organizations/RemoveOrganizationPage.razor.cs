using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>/organizations/{slug}/remove: a curator gives a reason and confirms the removal. Everyone else gets 404.</summary>
public sealed partial class RemoveOrganizationPage(OrganizationQuery query, RemoveOrganizationCommand remove, NavigationManager navigation)
{
    private OrganizationFound? _organization;
    private CurrentPerson? _person;
    private string? _refused;
    private bool _isBad;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Slug { get; set; }

    [SupplyParameterFromForm] public string? Word { get; set; }

    private bool IsProposed => _organization!.State == OrganizationState.Proposed;

    private OrganizationName Name => _organization!.Name(M.Chain);

    private string Title => M[IsProposed ? "organizations-remove-title-refuse" : "organizations-remove-title", Name.Name];

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        if (_person is not null && await query.RunAsync(Slug, _person.Viewer, Http.RequestAborted) is { MayCurate: true } shown
            && shown.Organization.Slug == Slug) _organization = shown.Organization;
        else navigation.NotFound();
    }

    private async Task RemoveAsync()
    {
        switch (await remove.RunAsync(_person!.Actor, _organization!.Id, Word, Http.RequestAborted))
        {
            case OrganizationActResult.Done:
                navigation.NavigateTo(OrganizationUrls.RemovedOrganization);
                break;
            case OrganizationActResult.SignedOut:
                navigation.NavigateTo(SignInUrls.SignIn(OrganizationUrls.RemoveOrganization(Slug)));
                break;
            case OrganizationActResult.NotFound:
                navigation.NotFound();
                break;
            case OrganizationActResult.BadText:
                _isBad = true;
                break;
            case var acted:
                _refused = M[acted == OrganizationActResult.Blocked ? "people-edit-blocked" : "organizations-said-not-now"];
                break;
        }
    }
}
