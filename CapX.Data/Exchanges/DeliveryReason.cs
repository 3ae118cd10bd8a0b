namespace CapX.Data.Exchanges;

/// <summary>Why a delivery waits or failed: codes of <c>delivery.reason</c>, each with a message <c>delivery-reason-…</c>.</summary>
public static class DeliveryReason
{
    // It waits and is tried again.

    /// <summary>The wiki does not answer, or its answer before anything was sent was none.</summary>
    public const string WikiAway = "wiki-away";

    /// <summary>readonly: the wiki takes nothing for the moment.</summary>
    public const string ReadOnly = "read-only";

    /// <summary>ratelimited: the sender wrote too much for the wiki's taste.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>mwoauth-invalid-authorization, with a new access token too; or the consumer is disabled at the wiki.</summary>
    public const string NotAccepted = "not-accepted";

    /// <summary>badtoken, however often: another program of this person is sending.</summary>
    public const string Busy = "busy";

    /// <summary>The sender has not given CapX leave to send on the wiki.</summary>
    public const string LeaveMissing = "leave-missing";

    // Mail is refused; the talk page may serve.

    /// <summary>noemail: the recipient has no confirmed address.</summary>
    public const string NoMail = "no-mail";

    /// <summary>nowikiemail: the recipient takes no mail from others.</summary>
    public const string MailOff = "mail-off";

    /// <summary>cantsend: the sender has no confirmed address.</summary>
    public const string SenderNoMail = "sender-no-mail";

    /// <summary>usermaildisabled: nobody can send mail on this wiki.</summary>
    public const string MailDisabled = "mail-disabled";

    /// <summary>badaccess: the sender has no right to send mail, or to edit that page.</summary>
    public const string NotPermitted = "not-permitted";

    // It failed for good.

    /// <summary>The leave is no longer valid: the sender has to give it again, and then this is sent.</summary>
    public const string LeaveGone = "leave-gone";

    /// <summary>The sender took the leave back before it was sent.</summary>
    public const string Revoked = "revoked";

    /// <summary>The recipient does not want it this way any more. Also stands for a block, which is told to nobody.</summary>
    public const string NotWanted = "not-wanted";

    /// <summary>notarget, or the account is locked, missing, or its name is another's now.</summary>
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

    /// <summary>The wiki wants the sender to solve a captcha, which no program may do.</summary>
    public const string Captcha = "captcha";

    /// <summary>missingparam or another code that should not come: a mistake of this program, or something new at the wiki.</summary>
    public const string Refused = "refused";

    /// <summary>It may have been sent: the answer never came, or the program stopped before it could note it. Mail is never sent twice.</summary>
    public const string Unclear = "unclear";

    /// <summary>Nobody gave leave, or the wiki refused, for seven days; or this site stopped sending on the wiki.</summary>
    public const string TooLate = "too-late";

    /// <summary>Every code, for tests and messages.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        WikiAway, ReadOnly, RateLimited, NotAccepted, Busy, LeaveMissing, NoMail, MailOff, SenderNoMail, MailDisabled, NotPermitted,
        LeaveGone, Revoked, NotWanted, RecipientUnknown, SenderBlocked, SenderLocked, TalkMissing, TalkProtected, SpamFilter, Captcha, Refused,
        Unclear, TooLate,
    ];
}
