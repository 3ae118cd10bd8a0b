using CapX.App.Privacy;

namespace CapX.App;

/// <summary>URLs of privacy pages and everything that people do with their own data.</summary>
public static class PrivacyUrls
{
    public const string Welcome = "/welcome";
    public const string Privacy = "/privacy";
    public const string DeclineWelcome = "/welcome/decline";
    public const string MyPrivacy = "/privacy/me";
    public const string MyPrivacyOtherName = $"{MyPrivacy}?erase={MyPrivacyPage.OtherName}#erase";
    public const string ExportMine = "/privacy/me/export.json";
    public const string MyExport = $"{MyPrivacy}#export";
    public const string ExportPage = "/privacy/me/export";
    public const string MyDrafts = $"{MyPrivacy}#drafts";
    public const string DropDraft = "/privacy/me/drafts/drop";
    public const string MySessions = $"{MyPrivacy}#sessions";
    public const string EndSession = "/privacy/me/sessions/end";

    /// <summary>Goes through the wiki even when logged in, and returns to the form that deletes the account.</summary>
    public const string SignInToErase = "/sign-in?fresh=1&returnUrl=%2Fprivacy%2Fme%23erase";

    public const string EraseMine = "/privacy/me/erase";
    public const string Erased = "/privacy/erased";

    public static string WelcomeThen(string returnUrl) => SignInUrls.ThenBack(Welcome, returnUrl);
}
