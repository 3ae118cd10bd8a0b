using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CapX.App;

/// <summary>The addresses of this site and the wiki. In development the port may be known only after start, so they are evaluated per request.</summary>
public sealed class SiteAddress(Settings settings, IServer server)
{
    private Uri? _bound;

    /// <summary>The public URL of the site. Redirects and origin checks use it, never the Host header.</summary>
    public Uri Public => settings.PublicUrl.Port == 0 ? Bound : settings.PublicUrl;

    /// <summary>Scheme, host and port of the site, in the form of the Origin header.</summary>
    public string Origin => Public.GetLeftPart(UriPartial.Authority);

    /// <summary>The same host and port for WebSockets.</summary>
    public string WebSocketOrigin => (settings.IsHttps ? "wss://" : "ws://") + Public.Authority;

    /// <summary>The wiki's script path for browsers.</summary>
    public string WikiForBrowser => settings.UsesPracticeWiki ? Absolute(settings.WikiBaseUrl.AbsolutePath) : WithoutSlash(settings.WikiBaseUrl);

    /// <summary>The wiki's script path for requests by the app. The practice wiki is reached at the address the server listens on, because
    /// the public one may be behind a proxy.</summary>
    public string WikiForServer => settings.UsesPracticeWiki ? WithoutSlash(Bound) + settings.WikiBaseUrl.AbsolutePath : WithoutSlash(settings.WikiBaseUrl);

    /// <summary>Returns the public URL of a path that starts with a slash.</summary>
    public string Absolute(string path) => WithoutSlash(Public) + path;

    private Uri Bound => _bound ??= server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
        ? Reachable(BindingAddress.Parse(address))
        : settings.PublicUrl;

    /// <summary>Replaces a wildcard host with the loopback address.</summary>
    private static Uri Reachable(BindingAddress bound) =>
        new UriBuilder(bound.Scheme, bound.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : bound.Host, bound.Port).Uri;

    private static string WithoutSlash(Uri address) => address.AbsoluteUri.TrimEnd('/');
}

/// <summary>Adds <see cref="SiteAddress"/> to the pipeline.</summary>
public static class SiteAddressExtensions
{
    /// <summary>Sets the request scheme to that of the public URL, whatever the proxy uses. Otherwise the framework refuses to set secure cookies.</summary>
    public static void UsePublicScheme(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<SiteAddress>();
        app.Use((context, next) =>
        {
            context.Request.Scheme = site.Public.Scheme;
            return next(context);
        });
    }
}
