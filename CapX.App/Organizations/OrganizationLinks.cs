using CapX.App.I18n;
using CapX.Data.Organizations;

namespace CapX.App.Organizations;

/// <summary>The links on an organization's page.</summary>
public static class OrganizationLinks
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttps, Uri.UriSchemeHttp];

    /// <summary>Returns title, text and address of each link. Only web addresses, because stored links may be older than their validation.</summary>
    public static IEnumerable<(string Title, string Text, string Address)> Of(OrganizationFound organization, Messages m)
    {
        if (organization.MetaPage is { } page) yield return (m["organizations-page-meta"], page, WikiUrls.MetaPage(page));
        foreach (var (title, link) in new[] { ("organizations-edit-website", organization.Website), ("organizations-edit-mastodon", organization.Mastodon),
            ("organizations-edit-report-link", organization.ReportLink) })
            if (Uri.TryCreate(link, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme, StringComparer.Ordinal))
                yield return (m[title], Short(address), address.AbsoluteUri);
    }

    /// <summary>The address without scheme and without trailing slash.</summary>
    private static string Short(Uri address) =>
        (address.IdnHost.Length > 0 ? address.Authority + Uri.UnescapeDataString(address.PathAndQuery) : address.AbsoluteUri).TrimEnd('/');
}
