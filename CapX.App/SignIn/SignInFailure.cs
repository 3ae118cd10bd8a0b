namespace CapX.App.SignIn;

/// <summary>The reason why a login failed: a code for the URL, the status of the page, and its message. External input is never shown.</summary>
public sealed record SignInFailure(string Code, int Status, string Message, bool MayRetry = true)
{
    /// <summary>The user pressed Cancel at the wiki. Status 200, because nothing failed.</summary>
    public static readonly SignInFailure Cancelled = new("cancelled", StatusCodes.Status200OK, "sign-in-failed-cancelled");

    /// <summary>State or code is missing, invalid, used before or too old. Also when cookies are refused or the link came from another browser.</summary>
    public static readonly SignInFailure Stale = new("stale", StatusCodes.Status400BadRequest, "sign-in-failed-stale");

    /// <summary>The wiki does not accept CapX itself: its consumer, secret or grants. Only a maintainer can fix this.</summary>
    public static readonly SignInFailure Refused = new("refused", StatusCodes.Status502BadGateway, "sign-in-failed-refused", MayRetry: false);

    /// <summary>The wiki does not answer, or reports an outage.</summary>
    public static readonly SignInFailure WikiAway = new("wiki-away", StatusCodes.Status503ServiceUnavailable, "sign-in-failed-wiki-away");

    /// <summary>The wiki's response is invalid.</summary>
    public static readonly SignInFailure WikiUnclear = new("wiki-unclear", StatusCodes.Status502BadGateway, "sign-in-failed-wiki-unclear");

    /// <summary>The account has no central id, so it could be confused with another one.</summary>
    public static readonly SignInFailure NoIdentity = new("no-identity", StatusCodes.Status403Forbidden, "sign-in-failed-no-identity", MayRetry: false);

    public static readonly SignInFailure Suppressed = new("suppressed", StatusCodes.Status403Forbidden, "sign-in-failed-suppressed", MayRetry: false);

    public static readonly SignInFailure Locked = new("locked", StatusCodes.Status403Forbidden, "sign-in-failed-locked", MayRetry: false);

    /// <summary>An unknown code.</summary>
    public static readonly SignInFailure Unknown = new("unknown", StatusCodes.Status400BadRequest, "sign-in-failed-unknown");

    private static readonly SignInFailure[] All = [Cancelled, Stale, Refused, WikiAway, WikiUnclear, NoIdentity, Suppressed, Locked];

    public static SignInFailure Of(string? code) => All.FirstOrDefault(f => f.Code == code) ?? Unknown;
}

/// <summary>Aborts a login. The message is only the failure's code, because the framework logs it.</summary>
public sealed class SignInException(SignInFailure failure, ulong? accountId = null) : Exception(failure.Code)
{
    public SignInFailure Failure { get; } = failure;

    /// <summary>The refused account, if known.</summary>
    public ulong? AccountId { get; } = accountId;
}
