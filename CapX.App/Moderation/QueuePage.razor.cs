using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Moderation;

/// <summary>/moderation: the moderation queue, live. 404 for users without a role.</summary>
public sealed partial class QueuePage(MyRolesQuery query, NavigationManager navigation)
{
    private IReadOnlyList<Role> _roles = [];
    private int _page = 1;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Closed { get; set; }

    [SupplyParameterFromQuery] public string? Page { get; set; }

    private bool IsClosed => Closed == "1";

    protected override async Task OnInitializedAsync()
    {
        if (WrittenNumber.Whole(Page ?? "") is { } page and > 0 and < 100_000) _page = (int)page;
        _roles = CurrentPerson.From(Http.User) is { } person ? await query.RunAsync(person.Id, Http.RequestAborted) : [];
        if (!_roles.Contains(Role.Moderator) && !_roles.Contains(Role.Steward)) navigation.NotFound();
    }
}
