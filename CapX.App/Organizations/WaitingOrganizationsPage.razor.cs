using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>/organizations/waiting: unconfirmed organizations, oldest first, and organizations without a manager. Curators only, everyone
/// else gets 404.</summary>
public sealed partial class WaitingOrganizationsPage(WaitingOrganizationsQuery query, TimeProvider time, NavigationManager navigation)
{
    private IReadOnlyList<OrganizationFound>? _waiting;
    private IReadOnlyList<OrganizationFound> _unspoken = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    /// <summary>"1" right after a removal.</summary>
    [SupplyParameterFromQuery] public string? Removed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var viewer = CurrentPerson.ViewerOf(Http.User);
        _waiting = await query.RunAsync(viewer, Http.RequestAborted);
        if (_waiting is null) navigation.NotFound();
        else _unspoken = await query.UnspokenAsync(viewer, Http.RequestAborted) ?? [];
    }
}
