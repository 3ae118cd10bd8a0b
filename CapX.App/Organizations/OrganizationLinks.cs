using CapX.App.I18n;
using CapX.Data.Organizations;

namespace CapX.App.Organizations;

/// <summary>The links of an organization as its page shows them.</summary>
public static class OrganizationLinks
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttps, Uri.UriSchemeHttp];

    /// <summary>Those that there are, each with what it is and what is read of it. Only addresses of the web: what is stored may be older than the
    /// check.</summary>
    public static IEnumerable<(string Title, string Text, string Address)> Of(OrganizationFound organization, Messages m)
    {
        if (organization.MetaPage is { } page) yield return (m["organizations-page-meta"], page, Urls.MetaPage(page));
        foreach (var (title, link) in new[] { ("organizations-edit-website", organization.Website), ("organizations-edit-mastodon", organization.Mastodon),
            ("organizations-edit-report-link", organization.ReportLink) })
            if (Uri.TryCreate(link, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme, StringComparer.Ordinal))
                yield return (m[title], Short(address), address.AbsoluteUri);
    }

    /// <summary>Without the scheme, and without the slash of a front page.</summary>
    private static string Short(Uri address) =>
        (address.IdnHost.Length > 0 ? address.Authority + Uri.UnescapeDataString(address.PathAndQuery) : address.AbsoluteUri).TrimEnd('/');
}
