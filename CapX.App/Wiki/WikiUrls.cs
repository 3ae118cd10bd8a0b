namespace CapX.App;

/// <summary>URLs of the wiki, and the permission to send there.</summary>
public static class WikiUrls
{
    public const string WikiAccess = "/wiki-access";
    public const string WikiAccessAsk = "/wiki-access/ask";
    public const string WikiAccessCallback = "/wiki-access/callback";
    public const string RevokeWikiAccess = "/wiki-access/revoke";

    /// <summary>The page that asks whether to go to the wiki for permission to send. Forms redirect to it, because no form may lead to
    /// another site.</summary>
    public static string WikiAccessAskThen(string returnUrl) => SignInUrls.ThenBack(WikiAccessAsk, returnUrl);

    /// <summary>Asks for permission to send on the wiki, and returns. Leaves this site, so it must not be used in an enhanced link.</summary>
    public static string WikiAccessThen(string returnUrl) => SignInUrls.ThenBack(WikiAccess, returnUrl);

    public static string WikiAccessBy(string key, string? returnUrl) =>
        UrlText.WithQuery(WikiAccess,
            [new("returnUrl", SignInUrls.AfterSignIn(returnUrl) is var local and not SiteUrls.Home ? local : ""), new(SignInUrls.KeyParameter, key)]);

    public static string WikiAccessFailed(string reason, string returnUrl, bool isApproval = false) =>
        UrlText.WithQuery($"{WikiAccess}/failed",
            [new("reason", reason), new("returnUrl", SignInUrls.AfterSignIn(returnUrl)), new("erase", isApproval ? "1" : "")]);

    /// <summary>The wiki page where an account manages the grants it gave to applications. The same on any wiki, below its script path.</summary>
    public static string WikiGrants(string wikiBase) => $"{wikiBase}/index.php?title=Special:OAuthManageMyGrants";

    /// <summary>A user page on the wiki of the accounts. The same on any wiki, below its script path.</summary>
    public static string WikiUser(string wikiBase, string username) => $"{wikiBase}/index.php?title=User:{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    /// <summary>A page on Meta by title.</summary>
    public static string MetaPage(string title) =>
        "https://meta.wikimedia.org/wiki/" + Uri.EscapeDataString(title.Replace(' ', '_'))
            .Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal);
}
