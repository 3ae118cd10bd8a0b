using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CapX.App.SignIn;

/// <summary>Tells a circuit that its session has ended: a circuit lives for hours without a request. What it may change is decided by each command
/// anyway.</summary>
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
            // Nobody is signed out because the database is away.
            return true;
        }
    }
}
