using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CapX.App.SignIn;

/// <summary>Tells a circuit that its session ended, because a circuit lives for hours without a request. Commands check the session
/// themselves anyway.</summary>
internal sealed class SessionRevalidation(ILoggerFactory logs, SessionQuery find) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(5);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authenticationState);
        if (CurrentPerson.From(authenticationState.User) is not { } person) return false;
        try
        {
            return await find.RunAsync(person.Session, cancellationToken) is not null;
        }
        catch (DatabaseAwayException)
        {
            // A database outage logs no one out.
            return true;
        }
    }
}
