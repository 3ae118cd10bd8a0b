using CapX.Data.Permissions;


namespace CapX.App.PracticeWiki;

/// <summary>A sample account of the practice wiki. Two of them are one account before and after a rename, so the central id is not the key.</summary>
public sealed record PracticeAccount(string Key, ulong Id, string Username, string About)
{
    public bool Blocked { get; init; }

    public bool Locked { get; init; }

    public bool Suppressed { get; init; }

    /// <summary>True when the wiki can send mail to it.</summary>
    public bool Emailable => RefusesMail is null;

    /// <summary>The error code of mail to it.</summary>
    public string? RefusesMail { get; init; }

    /// <summary>The error code of edits to its talk page.</summary>
    public string? RefusesTalk { get; init; }

    /// <summary>The error code of mail from it.</summary>
    public string? CannotMail { get; init; }

    /// <summary>The error code of its edits.</summary>
    public string? CannotEdit { get; init; }

    /// <summary>Groups on the wiki besides the two that all accounts are in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Its role in CapX, as in the sample data.</summary>
    public Role? InCapX { get; init; }

    public static readonly IReadOnlyList<PracticeAccount> All =
    [
        new("member", 1001, "Sample Member", "An ordinary volunteer."),
        new("organizer", 1002, "Sample Organizer", "Runs courses and events."),
        new("moderator", 1003, "Sample Moderator", "Handles reports.") { Groups = ["sysop"], InCapX = Role.Moderator },
        new("blocked", 1004, "Sample Blocked", "Blocked on this wiki. Can log in.") { Blocked = true, CannotMail = "blockedemailuser",
            CannotEdit = "blocked" },
        new("locked", 1005, "Sample Locked", "Locked on all wikis. CapX must refuse the login.") { Locked = true },
        new("renamed-before", 1006, "Sample Oldname", "An account before its rename."),
        new("renamed-after", 1006, "Sample Newname", "The same account after its rename."),
        new("took-oldname", 1007, "Sample Oldname", "Another account, which took over the old name."),
        new("suppressed", 1008, "", "The wiki hides its name. CapX must refuse the login.") { Suppressed = true },
        new("arabic", 1009, "عضوة تجريبية", "A name written from right to left."),
        new("chinese", 1010, "示例成员", "A name in Chinese."),
        new("portuguese", 1011, "Usuária de Exemplo", "A name with an accent."),
        new("no-mail", 1012, "Sample Without Mail", "Cannot receive email through the wiki.") { RefusesMail = "noemail" },
        new("mail-off", 1013, "Sample Mail Off", "Does not accept email from other users.") { RefusesMail = "nowikiemail" },
        new("unconfirmed", 1014, "Sample Unconfirmed", "Has no confirmed email address. Cannot send email.") { RefusesMail = "noemail",
            CannotMail = "cantsend" },
        new("busy", 1015, "Sample Busy", "Has reached the limit for emails and edits.") { CannotMail = "ratelimited", CannotEdit = "ratelimited" },
        new("protected", 1016, "Sample Protected", "Has a protected talk page. Cannot receive email.") { RefusesMail = "noemail",
            RefusesTalk = "protectedpage" },
        new("no-talk", 1017, "Sample Without Talk", "Has no talk page, and no one can create it.") { RefusesTalk = "cantcreate" },
        new("curator", 1018, "Sample Curator", "Maintains capacities and organizations.") { InCapX = Role.Curator },
        new("moderator-two", 1019, "Sample Second Moderator", "Reviews appeals.") { InCapX = Role.Moderator },
        new("steward", 1020, "Sample Steward", "Grants and removes roles.") { InCapX = Role.Steward },
        new("steward-two", 1021, "Sample Second Steward", "Checks what the other steward does.") { InCapX = Role.Steward },
    ];

    /// <summary>The account with a key. Null when there is none.</summary>
    public static PracticeAccount? Find(string? key) => All.FirstOrDefault(a => a.Key == key);

    /// <summary>The account with a central id, under its newest name. Null when there is none.</summary>
    public static PracticeAccount? OfId(string? id) =>
        All.LastOrDefault(a => a.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == id && !a.Suppressed);

    /// <summary>The account with a name. Null when there is none or the wiki hides the name.</summary>
    public static PracticeAccount? Named(string? username) =>
        string.IsNullOrEmpty(username) ? null : All.FirstOrDefault(a => a.Username == username.Replace('_', ' '));
}
