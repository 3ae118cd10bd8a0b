namespace CapX.App;

/// <summary>URLs of pages about the site, and outside pages that every page may link to.</summary>
public static class SiteUrls
{
    public const string Home = "/";
    public const string Paused = "/paused";
    public const string Conduct = "/conduct";
    public const string Terms = "/terms";
    public const string Language = "/language";
    public const string Appearance = "/appearance";
    public const string CodeOfConduct = "https://foundation.wikimedia.org/wiki/Special:MyLanguage/Policy:Universal_Code_of_Conduct";
    public const string TextLicence = "https://creativecommons.org/licenses/by-sa/4.0/";
    public const string DataLicence = "https://creativecommons.org/publicdomain/zero/1.0/";
    public const string FoundationPrivacy = "https://foundation.wikimedia.org/wiki/Special:MyLanguage/Policy:Privacy_policy";
    public const string Licence = "https://www.gnu.org/licenses/agpl-3.0.html";

    /// <summary>The page where a paused live page waits for a click.</summary>
    public static string PausedThen(string returnUrl) => SignInUrls.ThenBack(Paused, returnUrl);
}
