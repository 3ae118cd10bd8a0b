namespace CapX.App;

/// <summary>Prevents open redirects. Only local URLs pass, in the form of a Location header.</summary>
public static class LocalUrl
{
    // Limited, because it is part of the OAuth state in the wiki's URL.
    private const int Longest = 2000;
    private static readonly Uri Site = new("http://site.invalid/");

    /// <summary>Returns path, query and fragment, percent-encoded. The home page for anything that is not clearly a local URL.</summary>
    public static string OrHome(string? given)
    {
        if (given is not ['/', ..] || given.Length > Longest || LeadsAway(given)) return SiteUrls.Home;
        if (!Uri.TryCreate(Site, given, out var url) || url.Authority != Site.Authority) return SiteUrls.Home;
        // Normalization may have removed dot segments, and a later reader may decode again, so both forms are checked.
        return LeadsAway(url.AbsolutePath) || LeadsAway(Uri.UnescapeDataString(url.AbsolutePath)) ? SiteUrls.Home : url.PathAndQuery + url.Fragment;
    }

    /// <summary>Browsers treat "//", "/\" and control characters as the start of another host.</summary>
    private static bool LeadsAway(string path) =>
        path.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c == '\\' || char.IsControl(c));
}
