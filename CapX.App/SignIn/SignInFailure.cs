namespace CapX.App.SignIn;

/// <summary>Why somebody is not signed in: a short code for the address, the status of the page, and its text. Nothing that came from outside is ever
/// shown.</summary>
public sealed record SignInFailure(string Code, int Status, string Message, bool MayRetry = true)
{
    /// <summary>The person pressed Cancel at the wiki. They did as they wished: nothing failed.</summary>
    public static readonly SignInFailure Cancelled = new("cancelled", StatusCodes.Status200OK, "sign-in-failed-cancelled");

    /// <summary>State or code missing, wrong, used before or too old; cookies refused; another browser's link.</summary>
    public static readonly SignInFailure Stale = new("stale", StatusCodes.Status400BadRequest, "sign-in-failed-stale");

    /// <summary>The wiki does not accept CapX itself: its consumer, secret or grants. Only a maintainer can mend it.</summary>
    public static readonly SignInFailure Refused = new("refused", StatusCodes.Status502BadGateway, "sign-in-failed-refused", MayRetry: false);

    /// <summary>The wiki does not answer, or answers that it is out of order.</summary>
    public static readonly SignInFailure WikiAway = new("wiki-away", StatusCodes.Status503ServiceUnavailable, "sign-in-failed-wiki-away");

    /// <summary>The wiki answered with something that cannot be understood.</summary>
    public static readonly SignInFailure WikiUnclear = new("wiki-unclear", StatusCodes.Status502BadGateway, "sign-in-failed-wiki-unclear");

    /// <summary>The account has no central id, so it could be taken for another one.</summary>
    public static readonly SignInFailure NoIdentity = new("no-identity", StatusCodes.Status403Forbidden, "sign-in-failed-no-identity", MayRetry: false);

    public static readonly SignInFailure Suppressed = new("suppressed", StatusCodes.Status403Forbidden, "sign-in-failed-suppressed", MayRetry: false);

    public static readonly SignInFailure Locked = new("locked", StatusCodes.Status403Forbidden, "sign-in-failed-locked", MayRetry: false);

    /// <summary>A code that nobody gave out.</summary>
    public static readonly SignInFailure Unknown = new("unknown", StatusCodes.Status400BadRequest, "sign-in-failed-unknown");

    private static readonly SignInFailure[] All = [Cancelled, Stale, Refused, WikiAway, WikiUnclear, NoIdentity, Suppressed, Locked];

    public static SignInFailure Of(string? code) => All.FirstOrDefault(f => f.Code == code) ?? Unknown;
}

/// <summary>Ends a sign-in. The message is the failure's code alone, since the framework logs it.</summary>
public sealed class SignInException(SignInFailure failure, ulong? accountId = null) : Exception(failure.Code)
{
    public SignInFailure Failure { get; } = failure;

    /// <summary>The account that is refused, where it is known.</summary>
    public ulong? AccountId { get; } = accountId;
}
