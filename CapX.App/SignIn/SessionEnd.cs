namespace CapX.App.SignIn;

/// <summary>Why a page that was open shows no more: a short code for the address, and its text.</summary>
public sealed record SessionEnd(string Code, string Message)
{
    /// <summary>Ended in another tab, in another browser, or by this program: the row does not say which.</summary>
    public static readonly SessionEnd Ended = new("ended", "sign-in-signed-out-ended");

    /// <summary>Not used for long, or begun long ago.</summary>
    public static readonly SessionEnd Expired = new("expired", "sign-in-signed-out-expired");

    /// <summary>The account is here no more.</summary>
    public static readonly SessionEnd Erased = new("erased", "sign-in-signed-out-erased");

    private static readonly SessionEnd[] All = [Ended, Expired, Erased];

    public static SessionEnd Of(string? code) => All.FirstOrDefault(end => end.Code == code) ?? Ended;
}
