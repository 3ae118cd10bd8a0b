using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Privacy;

/// <summary>Shows what is stored and records the consent. Sending the form again changes nothing, because the first consent counts.</summary>
public partial class WelcomePage
{
    private CurrentPerson? _person;
    private bool _isNew;
    private bool _isMissing;

    [Inject] private GiveConsentCommand Give { get; set; } = null!;

    [Inject] private ProfileQuery Profile { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public HttpContext? Http { get; set; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm] public string? Agreed { get; set; }

    // New users continue with their profile.
    private string Next => _isNew ? PeopleUrls.EditProfile : SignInUrls.AfterSignIn(ReturnUrl);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http?.User);
        if (_person is null) return;
        _isNew = await Profile.RunAsync(_person.Id, Http!.RequestAborted) is not { Version: > 0 };
        if (_person.HasConsented && HttpMethods.IsGet(Http.Request.Method)) Navigation.NavigateTo(Next);
    }

    private async Task AgreeAsync()
    {
        _isMissing = Agreed != "true";
        if (_isMissing) return;
        var standing = await Give.RunAsync(_person!.Actor, Http!.RequestAborted);
        Navigation.NavigateTo(standing == ActorStanding.SignedOut ? SignInUrls.SignIn(PrivacyUrls.Welcome) : Next);
    }
}
