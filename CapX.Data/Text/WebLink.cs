namespace CapX.Data;

/// <summary>Validates user-supplied web links.</summary>
public static class WebLink
{
    /// <summary>Longer URLs are not reliably supported by browsers and servers.</summary>
    private const int Longest = 2000;

    /// <summary>The normalized URL without invisible characters. Null unless it is an absolute http or https URL without user name and password.</summary>
    public static string? Clean(string text) => text.Length <= Longest && !MarkLimit.IsExceeded(text) ? Read(Unseen.Drop(text).Trim()) : null;

    private static string? Read(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps) && link.UserInfo.Length == 0
        && link.Host.Contains('.', StringComparison.Ordinal)
            ? Plain(link)
            : null;

    /// <summary>Writes non-ASCII hosts in Punycode. Otherwise look-alike letters could show one site and lead to another.</summary>
    private static string? Plain(Uri link)
    {
        try
        {
            var plain = link.IdnHost == link.Host ? link.AbsoluteUri : new UriBuilder(link) { Host = link.IdnHost }.Uri.AbsoluteUri;
            // Parses the result again: a host of invisible characters only is accepted the first time but not the second.
            _ = Key(plain);
            return plain;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>A key for URLs that lead to the same page. Ignores the scheme, "www.", a trailing slash, and the case of the host.</summary>
    public static string Key(string link)
    {
        var uri = new Uri(link);
        var host = uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host;
        return $"{host.ToLowerInvariant()}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}{uri.AbsolutePath.TrimEnd('/')}{uri.Query}";
    }
}
