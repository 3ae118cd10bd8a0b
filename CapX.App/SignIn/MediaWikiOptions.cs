using Microsoft.AspNetCore.Authentication.OAuth;

namespace CapX.App.SignIn;

/// <summary>Settings of <see cref="MediaWikiHandler"/>. The addresses are functions: the practice wiki's are known only once the server listens.</summary>
public sealed class MediaWikiOptions : OAuthOptions
{
    public MediaWikiOptions()
    {
        CallbackPath = MediaWikiDefaults.CallbackPath;
        UsePkce = true;
        // Identity only: the tokens are forgotten as soon as the profile is read.
        SaveTokens = false;
        // The base class insists on these three; the handler asks the functions below instead.
        AuthorizationEndpoint = MediaWikiDefaults.AuthorizationPath;
        TokenEndpoint = MediaWikiDefaults.TokenPath;
        UserInformationEndpoint = MediaWikiDefaults.ProfilePath;
    }

    /// <summary>The wiki's script path as the visitor's browser reaches it, such as https://meta.wikimedia.org/w.</summary>
    public Func<string> WikiForBrowser { get; set; } = () => "";

    /// <summary>The wiki's script path as this program reaches it.</summary>
    public Func<string> WikiForServer { get; set; } = () => "";

    /// <summary>The callback's address exactly as it was registered with the wiki, which compares byte for byte.</summary>
    public Func<string> RedirectUri { get; set; } = () => "";
}
