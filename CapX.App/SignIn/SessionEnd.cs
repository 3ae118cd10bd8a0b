namespace CapX.App.SignIn;

/// <summary>The reason why a live page ended: a code for the URL, and its message.</summary>
public sealed record SessionEnd(string Code, string Message)
{
    /// <summary>Ended in another tab or browser, or by the server. The session row does not say which.</summary>
    public static readonly SessionEnd Ended = new("ended", "sign-in-signed-out-ended");

    /// <summary>Unused for too long, or past its maximum age.</summary>
    public static readonly SessionEnd Expired = new("expired", "sign-in-signed-out-expired");

    /// <summary>The account was deleted.</summary>
    public static readonly SessionEnd Erased = new("erased", "sign-in-signed-out-erased");

    private static readonly SessionEnd[] All = [Ended, Expired, Erased];

    public static SessionEnd Of(string? code) => All.FirstOrDefault(end => end.Code == code) ?? Ended;
}
