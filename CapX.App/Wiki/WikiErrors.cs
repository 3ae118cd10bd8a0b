using CapX.Data.Exchanges;

namespace CapX.App.Wiki;

/// <summary>What the codes of the action API mean for a delivery. The wiki's own texts can be raw and are never shown.</summary>
public static class WikiErrors
{
    /// <summary>How a try ends for which the wiki gave this code.</summary>
    public static DeliveryEnd End(string code, DeliveryTaken taken)
    {
        if (Waits(code) is { } wait) return new(DeliveryOutcome.Retry, wait);
        // It stopped in the middle, and nobody can say where.
        if (code.StartsWith("internal_api_error", StringComparison.Ordinal)) return new(DeliveryOutcome.Unclear);
        if (taken.Channel == DeliveryChannel.Talk) return new(DeliveryOutcome.Failed, Talk(code));
        return Mail(code) is { } refused ? new(taken.TalkInstead ? DeliveryOutcome.TalkInstead : DeliveryOutcome.Failed, refused) : new(DeliveryOutcome.Failed, Other(code));
    }

    private static string? Waits(string code) => code switch
    {
        "ratelimited" => DeliveryReason.RateLimited,
        "readonly" => DeliveryReason.ReadOnly,
        "badtoken" => DeliveryReason.Busy,
        "maxlag" or "editconflict" => DeliveryReason.WikiAway,
        _ => null,
    };

    /// <summary>Mail is refused: the talk page may serve.</summary>
    private static string? Mail(string code) => code switch
    {
        "noemail" => DeliveryReason.NoMail,
        "nowikiemail" => DeliveryReason.MailOff,
        "cantsend" => DeliveryReason.SenderNoMail,
        "usermaildisabled" => DeliveryReason.MailDisabled,
        "badaccess" or "permissiondenied" => DeliveryReason.NotPermitted,
        _ => null,
    };

    private static string Talk(string code) => code switch
    {
        "cantcreate" or "cantcreate-anon" or "nocreate-loggedin" => DeliveryReason.TalkMissing,
        "protectedpage" or "cascadeprotected" or "protectednamespace" => DeliveryReason.TalkProtected,
        "spamprotectionmatch" or "spamblacklist" or "spamdetected" => DeliveryReason.SpamFilter,
        "badaccess" or "permissiondenied" or "noedit" => DeliveryReason.NotPermitted,
        _ when code.StartsWith("abusefilter-", StringComparison.Ordinal) => DeliveryReason.SpamFilter,
        _ => Other(code),
    };

    private static string Other(string code) => code switch
    {
        "blocked" or "autoblocked" or "blockedemailuser" or "blockedfrommail" => DeliveryReason.SenderBlocked,
        "notarget" or "invaliduser" or "invalidtitle" or "nosuchuser" => DeliveryReason.RecipientUnknown,
        _ when code.StartsWith("globalblocking-", StringComparison.Ordinal) => DeliveryReason.SenderBlocked,
        _ => DeliveryReason.Refused,
    };
}
