using System.Globalization;
using System.Security.Claims;
using CapX.Data.Permissions;
using CapX.Data.SignIn;

namespace CapX.App.SignIn;

/// <summary>The logged-in user, as stored in the session row when the request or circuit began.</summary>
public sealed record CurrentPerson
{
    private const string BlockedClaim = "capx:blocked";
    private const string LanguageClaim = "capx:language";
    private const string ConsentClaim = "capx:consent";
    private const string CuratorClaim = "capx:curator";
    private const string UnreadClaim = "capx:unread";
    private const string SuspendedClaim = "capx:suspended";
    private const string RoleClaim = "capx:role";
    private const string SessionClaim = "capx:session";

    public required ulong Id { get; init; }

    public required string Username { get; init; }

    public bool Blocked { get; init; }

    /// <summary>The interface language that the user chose. Null for none.</summary>
    public string? Language { get; init; }

    /// <summary>True when the user consented to the current text of the welcome page.</summary>
    public bool HasConsented { get; init; }

    /// <summary>True when the user was a curator at the start of the request or circuit. For display only, never for authorization.</summary>
    public bool IsCurator { get; init; }

    /// <summary>The number of unread notices at the start of the request or circuit.</summary>
    public int Unread { get; init; }

    /// <summary>The database id of the session. Not a credential.</summary>
    public required byte[] Session { get; init; }

    /// <summary>True when the user was suspended at the start of the request or circuit.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>True when the user has any site-wide role.</summary>
    public bool HasRole { get; init; }

    /// <summary>The viewer for queries. A suspended user sees what visitors see.</summary>
    public Viewer Viewer => IsSuspended ? Viewer.Anonymous : Viewer.Member(Id);

    /// <summary>The actor for commands.</summary>
    public Actor Actor => new() { PersonId = Id, Session = Session };

    /// <summary>The user of a principal. Null when not logged in.</summary>
    public static CurrentPerson? From(ClaimsPrincipal? user) =>
        user is { Identity.IsAuthenticated: true } && user.FindFirstValue(SessionClaim) is { } session
        && ulong.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new CurrentPerson
            {
                Id = id,
                Username = user.FindFirstValue(ClaimTypes.Name) ?? "",
                Blocked = user.HasClaim(c => c.Type == BlockedClaim),
                IsSuspended = user.HasClaim(c => c.Type == SuspendedClaim),
                HasRole = user.HasClaim(c => c.Type == RoleClaim),
                Language = user.FindFirstValue(LanguageClaim),
                HasConsented = user.HasClaim(c => c.Type == ConsentClaim),
                IsCurator = user.HasClaim(c => c.Type == CuratorClaim),
                Unread = int.TryParse(user.FindFirstValue(UnreadClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var unread) ? unread : 0,
                Session = Convert.FromHexString(session),
            }
            : null;

    /// <summary>The viewer of a principal. Anonymous when not logged in.</summary>
    public static Viewer ViewerOf(ClaimsPrincipal? user) => From(user)?.Viewer ?? Viewer.Anonymous;

    /// <summary>Creates the principal of a session with the current data of its user.</summary>
    internal static ClaimsPrincipal Principal(SessionFound found, byte[] session, string scheme)
    {
        var claims = Claims(found.PersonId, found.Username, found.Blocked);
        claims.Add(new Claim(SessionClaim, Convert.ToHexStringLower(session)));
        if (found.IsSuspended) claims.Add(new Claim(SuspendedClaim, "1"));
        if (found.HasRole) claims.Add(new Claim(RoleClaim, "1"));
        if (found.InterfaceLanguage is not null) claims.Add(new Claim(LanguageClaim, found.InterfaceLanguage));
        if (found.HasConsented) claims.Add(new Claim(ConsentClaim, "1"));
        if (found.IsCurator) claims.Add(new Claim(CuratorClaim, "1"));
        if (found.Unread > 0) claims.Add(new Claim(UnreadClaim, found.Unread.ToString(CultureInfo.InvariantCulture)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Creates the principal of an account that the wiki has authenticated, before it has a session.</summary>
    internal static ClaimsPrincipal Principal(WikiAccount account, string scheme) =>
        new(new ClaimsIdentity(Claims(account.Id, account.Username, account.Blocked), scheme));

    /// <summary>The inverse of <see cref="Principal(WikiAccount, string)"/>.</summary>
    internal static WikiAccount Account(ClaimsPrincipal user) => new()
    {
        Id = ulong.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture),
        Username = user.FindFirstValue(ClaimTypes.Name)!,
        Blocked = user.HasClaim(c => c.Type == BlockedClaim),
    };

    private static List<Claim> Claims(ulong id, string username, bool blocked)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, username)];
        if (blocked) claims.Add(new Claim(BlockedClaim, "1"));
        return claims;
    }
}
