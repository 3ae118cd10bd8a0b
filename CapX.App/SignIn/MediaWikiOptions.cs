using CapX.App.Wiki;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace CapX.App.SignIn;

/// <summary>Options of <see cref="MediaWikiHandler"/>. The addresses are functions, because those of the practice wiki are known only once
/// the server listens.</summary>
public sealed class MediaWikiOptions : OAuthOptions
{
    public MediaWikiOptions()
    {
        CallbackPath = MediaWikiDefaults.CallbackPath;
        UsePkce = true;
        // Used for identity only. The tokens are discarded once the profile is read.
        SaveTokens = false;
        // The base class requires these three. The handler uses the functions below instead.
        AuthorizationEndpoint = MediaWikiDefaults.AuthorizationPath;
        TokenEndpoint = MediaWikiDefaults.TokenPath;
        UserInformationEndpoint = MediaWikiDefaults.ProfilePath;
    }

    /// <summary>The wiki's script path for browsers, such as https://meta.wikimedia.org/w.</summary>
    public Func<string> WikiForBrowser { get; set; } = () => "";

    /// <summary>The wiki's script path for requests by the app.</summary>
    public Func<string> WikiForServer { get; set; } = () => "";

    /// <summary>The callback URL exactly as registered with the wiki, which compares it byte by byte.</summary>
    public Func<string> RedirectUri { get; set; } = () => "";
}
