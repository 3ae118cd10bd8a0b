namespace CapX.Data.Exchanges;

/// <summary>Why a delivery waits or failed: codes of <c>delivery.reason</c>, each with a message <c>delivery-reason-…</c>. Names at the start of a comment are
/// error codes of the wiki's API.</summary>
public static class DeliveryReason
{
    // Waiting, to be tried again.

    /// <summary>The wiki did not answer, or answered nothing usable before anything was sent.</summary>
    public const string WikiAway = "wiki-away";

    /// <summary>readonly: the wiki accepts no writes at the moment.</summary>
    public const string ReadOnly = "read-only";

    /// <summary>ratelimited: the sender exceeded the wiki's rate limit.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>mwoauth-invalid-authorization, even with a new access token. Also when the consumer is disabled on the wiki.</summary>
    public const string NotAccepted = "not-accepted";

    /// <summary>badtoken, repeatedly: another program of this person is sending.</summary>
    public const string Busy = "busy";

    /// <summary>The sender has not authorized CapX to send on the wiki.</summary>
    public const string WikiAccessMissing = "leave-missing";

    // Mail is refused, so the talk page may be used.

    /// <summary>noemail: the recipient has no confirmed address.</summary>
    public const string NoMail = "no-mail";

    /// <summary>nowikiemail: the recipient accepts no mail from others.</summary>
    public const string MailOff = "mail-off";

    /// <summary>cantsend: the sender has no confirmed address.</summary>
    public const string SenderNoMail = "sender-no-mail";

    /// <summary>usermaildisabled: this wiki has e-mail disabled.</summary>
    public const string MailDisabled = "mail-disabled";

    /// <summary>badaccess: the sender may not send mail, or may not edit that page.</summary>
    public const string NotPermitted = "not-permitted";

    // Failed permanently.

    /// <summary>The authorization is no longer valid. Once the sender renews it, this is sent.</summary>
    public const string WikiAccessGone = "leave-gone";

    /// <summary>The sender revoked the authorization before it was sent.</summary>
    public const string Revoked = "revoked";

    /// <summary>The recipient no longer wants to be reached this way. Also used for a block, which must not be revealed.</summary>
    public const string NotWanted = "not-wanted";

    /// <summary>notarget, or the account is locked, missing, or its name now belongs to another account.</summary>
    public const string RecipientUnknown = "recipient-unknown";

    /// <summary>blockedemailuser, blocked: the sender is blocked on the wiki.</summary>
    public const string SenderBlocked = "sender-blocked";

    /// <summary>mwoauth-invalid-authorization-blocked-user or -invalid-user: the wiki does not let the sender act at all.</summary>
    public const string SenderLocked = "sender-locked";

    /// <summary>cantcreate: the recipient has no talk page, and the sender may not create it.</summary>
    public const string TalkMissing = "talk-missing";

    /// <summary>protectedpage: the sender may not edit the recipient's talk page.</summary>
    public const string TalkProtected = "talk-protected";

    /// <summary>spamprotectionmatch and filters: the wiki takes the text for spam.</summary>
    public const string SpamFilter = "spam-filter";

    /// <summary>The wiki requires a captcha, which no program may solve.</summary>
    public const string Captcha = "captcha";

    /// <summary>missingparam or another unexpected code: a bug in this program, or a change on the wiki.</summary>
    public const string Refused = "refused";

    /// <summary>It may have been sent: no response arrived, or the program stopped before it recorded one. Mail is never sent twice.</summary>
    public const string Unclear = "unclear";

    /// <summary>It could not be sent for seven days, without authorization or because the wiki refused. Also when this site stopped sending on the
    /// wiki.</summary>
    public const string TooLate = "too-late";

    /// <summary>Every code, for tests and messages.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        WikiAway, ReadOnly, RateLimited, NotAccepted, Busy, WikiAccessMissing, NoMail, MailOff, SenderNoMail, MailDisabled, NotPermitted,
        WikiAccessGone, Revoked, NotWanted, RecipientUnknown, SenderBlocked, SenderLocked, TalkMissing, TalkProtected, SpamFilter, Captcha, Refused,
        Unclear, TooLate,
    ];
}
