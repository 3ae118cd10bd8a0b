using CapX.Data.Exchanges;
using CapX.Data.Notices;

namespace CapX.App.Wiki;

/// <summary>The meaning of the action API's error codes for a delivery, for MediaWiki 1.39 and 1.43. The wiki's own texts may contain raw
/// markup and are never shown.</summary>
public static class WikiErrors
{
    private const int LongestName = 60;
    private const string NotApproved = "mwoauth-invalid-authorization-not-approved";
    private const string WrongWiki = "mwoauth-invalid-authorization-wrong-wiki";

    // One line per meaning: the old code first, then the code of newer releases if it differs.
    private static readonly Dictionary<string, string> Reasons = new (string Reason, string[] Codes)[]
    {
        (DeliveryReason.RateLimited, ["ratelimited", "actionthrottledtext"]),
        (DeliveryReason.ReadOnly, ["readonly", "readonlytext"]),
        (DeliveryReason.Busy, ["badtoken"]),
        (DeliveryReason.WikiAway, ["maxlag", "editconflict"]),
        (DeliveryReason.NotAccepted, ["mwoauth-invalid-authorization", "assertuserfailed", "assertnameduserfailed", NotApproved, WrongWiki]),
        (DeliveryReason.NoMail, ["noemail", "noemailtext", "noemailtitle", "user-mail-no-addy"]),
        // Also when the recipient muted the sender. The wiki does not tell the difference.
        (DeliveryReason.MailOff, ["nowikiemail", "nowikiemailtext", "nowikiemailtitle"]),
        (DeliveryReason.RecipientUnknown, ["notarget", "emailnotarget", "baduser_target", "baduser", "nosuchuser", "invaliduser", "invalidtitle"]),
        (DeliveryReason.SenderNoMail, ["cantsend", "mailnologin", "mailnologintext", "confirmedittext", "confirmemail"]),
        (DeliveryReason.MailDisabled, ["usermaildisabled"]),
        (DeliveryReason.NotPermitted, ["badaccess", "badaccess-groups", "badaccess-group0", "permissiondenied", "noedit"]),
        (DeliveryReason.SenderBlocked,
        ["blocked", "blockedtext", "blockedtext-partial", "blockedtext-composite", "autoblocked", "autoblockedtext", "systemblocked", "systemblockedtext",
        "blockedemailuser", "blockedfrommail"]),
        (DeliveryReason.SenderLocked,
        ["mwoauth-invalid-authorization-blocked-user", "mwoauth-invalid-authorization-invalid-user", "mwoauth-invalid-authorization-wrong-user"]),
        (DeliveryReason.TalkMissing, ["cantcreate", "cantcreate-anon", "nocreate-loggedin", "nocreatetext"]),
        (DeliveryReason.TalkProtected, ["protectedpage", "protectedpagetext", "cascadeprotected", "protectednamespace"]),
        (DeliveryReason.SpamFilter, ["spamprotectionmatch", "spamblacklist", "spamdetected"]),
        (DeliveryReason.Refused, ["missingparam"]),
    }.SelectMany(line => line.Codes.Select(code => (code, line.Reason))).ToDictionary(StringComparer.Ordinal);

    private static readonly (string Start, string Reason)[] Families =
        [("globalblocking-", DeliveryReason.SenderBlocked), ("abusefilter-", DeliveryReason.SpamFilter), ("internal_api_error", DeliveryReason.Unclear)];

    /// <summary>The outcome of an attempt with this error code. Unknown codes count as refused.</summary>
    public static DeliveryEnd End(string code, DeliveryTaken taken)
    {
        var reason = Reason(code) ?? DeliveryReason.Refused;
        if (IsWait(reason)) return new(DeliveryResult.Retry, reason);
        // Aborted by an internal error. It is unknown whether the message was sent.
        if (reason == DeliveryReason.Unclear) return new(DeliveryResult.Unclear);
        if (taken.Channel == DeliveryChannel.Talk) return new(DeliveryResult.Failed, reason);
        // Mail has no talk page errors, so these are unexpected.
        if (reason is DeliveryReason.TalkMissing or DeliveryReason.TalkProtected) reason = DeliveryReason.Refused;
        return new(taken.TalkInstead && IsOfMail(reason) ? DeliveryResult.TalkInstead : DeliveryResult.Failed, reason);
    }

    /// <summary>The outcome of an attempt that failed authorization: the wiki does not accept the consumer or the sender. Null for all other codes.</summary>
    public static DeliveryEnd? Unauthorized(string? code) => (code is null ? null : Reason(code)) switch
    {
        DeliveryReason.SenderLocked => new(DeliveryResult.Failed, DeliveryReason.SenderLocked),
        DeliveryReason.NotAccepted => new(DeliveryResult.Retry, DeliveryReason.NotAccepted),
        _ => null,
    };

    /// <summary>The outcome of an attempt without CSRF token, with this error code or none.</summary>
    public static DeliveryEnd Wait(string? code) =>
        new(DeliveryResult.Retry,
            code is null ? DeliveryReason.WikiAway : Reason(code) is { } reason ? IsWait(reason) ? reason : DeliveryReason.WikiAway : DeliveryReason.Refused);

    /// <summary>True when only a maintainer can fix it at the wiki: the consumer is disabled, or not for this wiki.</summary>
    public static bool IsOfConsumer(string? code) => code is NotApproved or WrongWiki;

    public static bool IsKnown(string code) => Reason(code) is not null;

    /// <summary>Sanitizes an error code for the log, because it is external input.</summary>
    public static string Name(string? code) => string.Concat((code ?? "none").Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(LongestName));

    private static string? Reason(string code) =>
        Reasons.GetValueOrDefault(code) ?? Families.FirstOrDefault(family => code.StartsWith(family.Start, StringComparison.Ordinal)).Reason;

    private static bool IsWait(string reason) =>
        reason is DeliveryReason.RateLimited or DeliveryReason.ReadOnly or DeliveryReason.Busy or DeliveryReason.WikiAway or DeliveryReason.NotAccepted;

    /// <summary>True when only mail was refused, so the talk page may still work.</summary>
    private static bool IsOfMail(string reason) =>
        reason is DeliveryReason.NoMail or DeliveryReason.MailOff or DeliveryReason.SenderNoMail or DeliveryReason.MailDisabled
            or DeliveryReason.NotPermitted or DeliveryReason.Refused;
}
