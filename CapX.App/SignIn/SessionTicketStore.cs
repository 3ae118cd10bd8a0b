using CapX.Data.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CapX.App.SignIn;

/// <summary>Stores sessions in the database. The cookie holds only a random key. Each request reads the user again, so that a block, a rename or a logout
/// elsewhere takes effect at once.</summary>
public sealed partial class SessionTicketStore(SessionQuery find, SignInCommand signIn, ProlongSessionCommand prolong, SignOutCommand signOut,
    ILogger<SessionTicketStore> log) : ITicketStore
{
    /// <summary>A request feature, set during a login. Every login opens a new session, whatever cookie the request has.</summary>
    public sealed class Entry
    {
        /// <summary>The previous session of this browser.</summary>
        public string? ReplacedKey { get; set; }

        public SignedIn? Outcome { get; set; }
    }

    /// <summary>A request feature, set when the database was away while the session was read.</summary>
    public sealed record Unknown(DatabaseAwayException Cause);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (httpContext.Features.Get<Entry>() is { } entry)
        {
            entry.ReplacedKey = key;
            return null;
        }
        // Assets are public. An error page is rendered for the user that the first execution found.
        if (Requests.IsStatic(httpContext) || Requests.IsShownAgain(httpContext)) return null;
        try
        {
            var session = SessionKey.Hash(key);
            return await find.RunAsync(session, cancellationToken) is { } found ? Ticket(found, session) : null;
        }
        catch (DatabaseAwayException away)
        {
            // Not thrown here, because the framework caches the failed task and would throw again on the error page. UseSignIn responds with
            // 503, and the cookie stays.
            httpContext.Features.Set(new Unknown(away));
            return null;
        }
    }

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(httpContext);
        var entry = httpContext.Features.Get<Entry>() ?? throw new InvalidOperationException("Only SignInEvents may open sessions.");
        var key = SessionKey.Create();
        entry.Outcome = await signIn.RunAsync(CurrentPerson.Account(ticket.Principal), key, entry.ReplacedKey, cancellationToken);
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        try
        {
            await prolong.RunAsync(SessionKey.Hash(key), cancellationToken);
        }
        catch (DatabaseAwayException)
        {
            // The response has already started. The next request prolongs the session.
            LogNotProlonged();
        }
    }

    public Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        signOut.RunAsync(SessionKey.Hash(key), cancellationToken);

    public Task<string> StoreAsync(AuthenticationTicket ticket) => throw NeedsRequest();

    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw NeedsRequest();

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw NeedsRequest();

    public Task RemoveAsync(string key) => throw NeedsRequest();

    private static AuthenticationTicket Ticket(SessionFound found, byte[] session)
    {
        var expires = new DateTimeOffset(found.ExpiresAt, TimeSpan.Zero);
        return new AuthenticationTicket(CurrentPerson.Principal(found, session, SessionCookie.Scheme), new AuthenticationProperties
        {
            IsPersistent = true,
            // Not stored but computed: a session was last prolonged one sliding period before its end.
            IssuedUtc = expires - SessionLife.Sliding,
            ExpiresUtc = expires,
            AllowRefresh = found.ExpiresAt < found.CreatedAt + SessionLife.Longest,
        }, SessionCookie.Scheme);
    }

    private static InvalidOperationException NeedsRequest() => new("Call the overload that takes the request.");

    [LoggerMessage(LogLevel.Warning, "A session could not be extended: the database is unreachable")]
    private partial void LogNotProlonged();
}
