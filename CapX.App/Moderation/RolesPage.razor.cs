using System.Globalization;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Moderation;

/// <summary>/moderation/roles: stewards grant roles until a certain day, and revoke them. Everyone else gets 404.</summary>
public sealed partial class RolesPage(RolesQuery query, RoleCommand command, FallbackCommand fallback, TimeProvider time, NavigationManager navigation)
{
    private IReadOnlyList<RoleHeld>? _roles;
    private CurrentPerson? _person;
    private CaseActResult? _refused;
    private int _waiting;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Came { get; set; }

    [SupplyParameterFromForm] public string? Username { get; set; }

    [SupplyParameterFromForm] public string? RoleCode { get; set; }

    [SupplyParameterFromForm] public string? Until { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        _roles = _person is null ? null : await query.RunAsync(_person.Id, Http.RequestAborted);
        if (_roles is null) navigation.NotFound();
        else _waiting = await fallback.WaitingAsync(_person!.Id, Http.RequestAborted) ?? 0;
    }

    private async Task GiveAsync()
    {
        var role = Enum.GetValues<Role>().Where(r => RoleCommand.Code(r) == RoleCode).Select(r => (Role?)r).FirstOrDefault();
        var acted = role is null ? CaseActResult.NotNow
            : WrittenNumber.Day(Until) is not { } until ? CaseActResult.BadDate
            : await command.GiveAsync(_person!.Actor, Username ?? "", role.Value, until, Http.RequestAborted);
        switch (acted)
        {
            case CaseActResult.Done:
                navigation.NavigateTo(ModerationUrls.RolesSaying(CaseActResult.Done));
                break;
            case CaseActResult.SignedOut:
                navigation.NavigateTo(SignInUrls.SignIn(ModerationUrls.Roles));
                break;
            case CaseActResult.NotFound:
                navigation.NotFound();
                break;
            default:
                _refused = acted;
                break;
        }
    }

    private string Day(int ahead) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
