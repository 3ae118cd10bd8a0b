using CapX.App.SignIn;
using CapX.App.Wiki;

namespace CapX.App;

/// <summary>URLs of logging in and out.</summary>
public static class SignInUrls
{
    public const string SignInStart = "/sign-in";
    public const string SignedOutPage = "/signed-out";
    public const string SignOut = "/sign-out";
    public const string SignOutEverywhere = "/sign-out/everywhere";

    /// <summary>The query string parameter of this site's links to the wiki.</summary>
    public const string KeyParameter = "go";

    /// <summary>Logs in and returns. Login and logout pages themselves are never returned to.</summary>
    public static string SignIn(string returnUrl) => ThenBack(SignInStart, returnUrl);

    /// <summary>A link with a key to log in at the wiki, for browsers that do not send Sec-Fetch headers.</summary>
    public static string SignInBy(string key, string returnUrl, bool isFresh) =>
        UrlText.WithQuery(SignInStart,
            [new("fresh", isFresh ? "1" : ""), new("returnUrl", AfterSignIn(returnUrl) is var local and not SiteUrls.Home ? local : ""),
            new(KeyParameter, key)]);

    /// <summary>The page for the browser of an ended session. Open to everyone, without automatic redirect.</summary>
    public static string SignedOut(SessionEnd why, string returnUrl) =>
        UrlText.WithQuery(SignedOutPage, [new("reason", why.Code), new("returnUrl", AfterSignIn(returnUrl) is var local and not SiteUrls.Home ? local : "")]);

    public static string SignInFailed(string reason) => $"{SignInStart}/failed?reason={reason}";

    /// <summary>The page to show after a login. Home when the address is not local.</summary>
    public static string AfterSignIn(string? returnUrl) =>
        LocalUrl.OrHome(returnUrl) is var local && NotBackTo.Any(p => local.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ? SiteUrls.Home : local;

    private static readonly string[] NotBackTo =
        [SignInStart, SignedOutPage, SignOut, WikiUrls.WikiAccessAsk, WikiUrls.WikiAccessCallback, MediaWikiDefaults.CallbackPath];

    /// <summary>A page that returns to another one afterwards.</summary>
    internal static string ThenBack(string page, string returnUrl) =>
        AfterSignIn(returnUrl) is var local and not SiteUrls.Home ? $"{page}?returnUrl={Uri.EscapeDataString(local)}" : page;
}
