namespace CapX.Data;

/// <summary>Links that people give: to the web, and nowhere else.</summary>
public static class WebLink
{
    /// <summary>Browsers and servers take no longer address for granted.</summary>
    private const int Longest = 2000;

    /// <summary>The address in its plain form, without characters that nobody sees, which come along when it is copied; null where it is no absolute http or
    /// https address, or carries a name and password.</summary>
    public static string? Clean(string text) => text.Length <= Longest && !MarkLimit.IsExceeded(text) ? Read(Unseen.Drop(text).Trim()) : null;

    private static string? Read(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps) && link.UserInfo.Length == 0
        && link.Host.Contains('.', StringComparison.Ordinal)
            ? Plain(link)
            : null;

    /// <summary>A host in letters beyond ASCII is written as its name in the net: letters of two scripts that look alike would show one site and lead to
    /// another.</summary>
    private static string? Plain(Uri link)
    {
        try
        {
            var plain = link.IdnHost == link.Host ? link.AbsoluteUri : new UriBuilder(link) { Host = link.IdnHost }.Uri.AbsoluteUri;
            // A host of nothing but unseen characters is read the first time, and never again.
            _ = Key(plain);
            return plain;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>By which two addresses are seen to lead to the same page: without scheme, "www.", a slash at the end, and the case of the host.</summary>
    public static string Key(string link)
    {
        var uri = new Uri(link);
        var host = uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host;
        return $"{host.ToLowerInvariant()}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}{uri.AbsolutePath.TrimEnd('/')}{uri.Query}";
    }
}
