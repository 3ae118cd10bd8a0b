namespace CapX.App.Wiki;

/// <summary>Constants of the MediaWiki login.</summary>
public static class MediaWikiDefaults
{
    public const string AuthenticationScheme = "MediaWiki";
    public const string CallbackPath = "/signin-mediawiki";

    // Relative to the wiki's script path.
    public const string AuthorizationPath = "/rest.php/oauth2/authorize";
    public const string TokenPath = "/rest.php/oauth2/access_token";
    public const string ProfilePath = "/rest.php/oauth2/resource/profile";
}
