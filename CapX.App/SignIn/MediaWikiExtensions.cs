using CapX.App.Wiki;
using Microsoft.AspNetCore.Authentication;

namespace CapX.App.SignIn;

/// <summary>Adds <see cref="MediaWikiHandler"/> to the authentication schemes.</summary>
public static class MediaWikiExtensions
{
    public static AuthenticationBuilder AddMediaWiki(this AuthenticationBuilder builder, Action<MediaWikiOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<MediaWikiOptions>(MediaWikiDefaults.AuthenticationScheme)
            .Configure<SiteAddress, IHttpClientFactory>((options, site, clients) =>
        {
            options.WikiForBrowser = () => site.WikiForBrowser;
            options.WikiForServer = () => site.WikiForServer;
            options.RedirectUri = () => site.Absolute(options.CallbackPath);
            options.Backchannel = clients.CreateClient(WikiHttp.ClientName);
        });
        return builder.AddOAuth<MediaWikiOptions, MediaWikiHandler>(MediaWikiDefaults.AuthenticationScheme, MediaWikiDefaults.AuthenticationScheme, configure);
    }
}
