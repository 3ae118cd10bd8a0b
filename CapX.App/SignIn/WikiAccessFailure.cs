namespace CapX.App.SignIn;

/// <summary>The reason why CapX has no permission to send on the wiki: a code for the URL, the status of the page, and its message.</summary>
public sealed record WikiAccessFailure(string Code, int Status, string Message, bool MayRetry = true)
{
    /// <summary>The user pressed Cancel at the wiki. Nothing failed.</summary>
    public static readonly WikiAccessFailure Cancelled = new("cancelled", StatusCodes.Status200OK, "wiki-access-failed-cancelled");

    /// <summary>State or code is missing, invalid, used before or too old, or belongs to another session.</summary>
    public static readonly WikiAccessFailure Stale = new("stale", StatusCodes.Status400BadRequest, "wiki-access-failed-stale");

    /// <summary>The wiki does not accept the consumer.</summary>
    public static readonly WikiAccessFailure Refused = new("refused", StatusCodes.Status502BadGateway, "wiki-access-failed-refused", MayRetry: false);

    public static readonly WikiAccessFailure WikiAway = new("wiki-away", StatusCodes.Status503ServiceUnavailable, "wiki-access-failed-wiki-away");

    public static readonly WikiAccessFailure WikiUnclear = new("wiki-unclear", StatusCodes.Status502BadGateway, "wiki-access-failed-wiki-unclear");

    /// <summary>Another account is logged in at the wiki than here.</summary>
    public static readonly WikiAccessFailure OtherAccount = new("other-account", StatusCodes.Status403Forbidden, "wiki-access-failed-other-account");

    private static readonly WikiAccessFailure[] All = [Cancelled, Stale, Refused, WikiAway, WikiUnclear, OtherAccount];

    public static WikiAccessFailure Of(string? code) => All.FirstOrDefault(f => f.Code == code) ?? Stale;
}
