namespace CapX.App.Wiki;

/// <summary>Why CapX has no leave to send on the wiki: a short code for the address, the status of the page, and its text.</summary>
public sealed record WikiAccessFailure(string Code, int Status, string Message, bool MayRetry = true)
{
    /// <summary>The person pressed Cancel at the wiki: nothing failed.</summary>
    public static readonly WikiAccessFailure Cancelled = new("cancelled", StatusCodes.Status200OK, "wiki-access-failed-cancelled");

    /// <summary>State or code missing, wrong, used before or too old; another session than the one that asked.</summary>
    public static readonly WikiAccessFailure Stale = new("stale", StatusCodes.Status400BadRequest, "wiki-access-failed-stale");

    /// <summary>The wiki does not accept the consumer.</summary>
    public static readonly WikiAccessFailure Refused = new("refused", StatusCodes.Status502BadGateway, "wiki-access-failed-refused", MayRetry: false);

    public static readonly WikiAccessFailure WikiAway = new("wiki-away", StatusCodes.Status503ServiceUnavailable, "wiki-access-failed-wiki-away");

    public static readonly WikiAccessFailure WikiUnclear = new("wiki-unclear", StatusCodes.Status502BadGateway, "wiki-access-failed-wiki-unclear");

    /// <summary>Another account than the one that is signed in here is signed in at the wiki.</summary>
    public static readonly WikiAccessFailure OtherAccount = new("other-account", StatusCodes.Status403Forbidden, "wiki-access-failed-other-account");

    private static readonly WikiAccessFailure[] All = [Cancelled, Stale, Refused, WikiAway, WikiUnclear, OtherAccount];

    public static WikiAccessFailure Of(string? code) => All.FirstOrDefault(f => f.Code == code) ?? Stale;
}
