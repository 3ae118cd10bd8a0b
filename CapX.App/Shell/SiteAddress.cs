using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CapX.App.Shell;

/// <summary>Where this site and the wiki are reached. In development the port may be known only after start, so nothing here is read before a request needs
/// it.</summary>
public sealed class SiteAddress(Settings settings, IServer server)
{
    private Uri? _bound;

    /// <summary>The site as its visitors see it; redirects and the check of origins go by this, never by the Host header.</summary>
    public Uri Public => settings.PublicUrl.Port == 0 ? Bound : settings.PublicUrl;

    /// <summary>Scheme, host and port of the site, as a browser writes them into Origin.</summary>
    public string Origin => Public.GetLeftPart(UriPartial.Authority);

    /// <summary>The same host and port for WebSockets.</summary>
    public string WebSocketOrigin => (settings.IsHttps ? "wss://" : "ws://") + Public.Authority;

    /// <summary>The wiki's script path as the visitor's browser reaches it.</summary>
    public string WikiForBrowser => settings.UsesPracticeWiki ? Absolute(settings.WikiBaseUrl.AbsolutePath) : WithoutSlash(settings.WikiBaseUrl);

    /// <summary>The wiki's script path as this program reaches it; the practice wiki by the address the server listens on, which a proxy may hide from the
    /// browser.</summary>
    public string WikiForServer => settings.UsesPracticeWiki ? WithoutSlash(Bound) + settings.WikiBaseUrl.AbsolutePath : WithoutSlash(settings.WikiBaseUrl);

    /// <summary>The public address of a path that starts with a slash.</summary>
    public string Absolute(string path) => WithoutSlash(Public) + path;

    private Uri Bound => _bound ??= server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
        ? Reachable(BindingAddress.Parse(address))
        : settings.PublicUrl;

    /// <summary>A server that listens everywhere is reached by loopback.</summary>
    private static Uri Reachable(BindingAddress bound) =>
        new UriBuilder(bound.Scheme, bound.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : bound.Host, bound.Port).Uri;

    private static string WithoutSlash(Uri address) => address.AbsoluteUri.TrimEnd('/');
}

/// <summary>Puts <see cref="SiteAddress"/> into the pipeline.</summary>
public static class SiteAddressExtensions
{
    /// <summary>The visitor's scheme is the public address's, whatever the proxy in front speaks to this program: the framework refuses to set secure cookies
    /// otherwise.</summary>
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
