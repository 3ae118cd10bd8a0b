using CapX.App.Shell;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CapX.App.SignIn;

/// <summary>Keeps sessions in the database: the cookie holds a random key only, and each request reads the person anew, so that a block, a rename or a sign-out
/// elsewhere counts at once.</summary>
public sealed partial class SessionTicketStore(SessionQuery find, SignInCommand signIn, ProlongSessionCommand prolong, SignOutCommand signOut,
    ILogger<SessionTicketStore> log) : ITicketStore
{
    /// <summary>Stands in the request while an account is being let in: every sign-in opens a new session, whatever cookie came along.</summary>
    public sealed class Entry
    {
        /// <summary>The session that this browser had before.</summary>
        public string? ReplacedKey { get; set; }

        public SignedIn? Outcome { get; set; }
    }

    /// <summary>Stands in the request when the database could not say whose session it is.</summary>
    public sealed record Unknown(DatabaseAwayException Cause);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (httpContext.Features.Get<Entry>() is { } entry)
        {
            entry.ReplacedKey = key;
            return null;
        }
        // Files are the same for everybody; a page about a failure is drawn for whom the first run found.
        if (SignInExtensions.IsStatic(httpContext) || Problems.IsShownAgain(httpContext)) return null;
        try
        {
            var session = SessionKey.Hash(key);
            return await find.RunAsync(session, cancellationToken) is { } found ? Ticket(found, session) : null;
        }
        catch (DatabaseAwayException away)
        {
            // Not thrown here: the framework keeps the failed task and would throw again while the error page is drawn. UseSignIn answers 503, and the cookie
            // stays.
            httpContext.Features.Set(new Unknown(away));
            return null;
        }
    }

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(httpContext);
        var entry = httpContext.Features.Get<Entry>() ?? throw new InvalidOperationException("Sessions are opened by SignInEvents only.");
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
            // The answer is on its way already; the next request prolongs it.
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
            // Never stored: a session was last prolonged when its end, less its length, was now.
            IssuedUtc = expires - SessionLife.Sliding,
            ExpiresUtc = expires,
            AllowRefresh = found.ExpiresAt < found.CreatedAt + SessionLife.Longest,
        }, SessionCookie.Scheme);
    }

    private static InvalidOperationException NeedsRequest() => new("Sessions are kept by request.");

    [LoggerMessage(LogLevel.Warning, "A session could not be prolonged: the database is away")]
    private partial void LogNotProlonged();
}
