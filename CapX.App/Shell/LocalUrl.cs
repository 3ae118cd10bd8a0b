namespace CapX.App.Shell;

/// <summary>Keeps redirects on this site: only a page of our own passes, in the form that a Location header takes.</summary>
public static class LocalUrl
{
    // It also travels inside the state of a sign-in, in the address of the wiki's page.
    private const int Longest = 2000;
    private static readonly Uri Site = new("http://site.invalid/");

    /// <summary>Path, query and fragment, percent-encoded; the home page for whatever is not plainly a page of this site.</summary>
    public static string OrHome(string? given)
    {
        if (given is not ['/', ..] || given.Length > Longest || LeadsAway(given)) return Urls.Home;
        if (!Uri.TryCreate(Site, given, out var url) || url.Authority != Site.Authority) return Urls.Home;
        // Dots may have been taken out, and whoever reads it next may decode once more: look again.
        return LeadsAway(url.AbsolutePath) || LeadsAway(Uri.UnescapeDataString(url.AbsolutePath)) ? Urls.Home : url.PathAndQuery + url.Fragment;
    }

    /// <summary>Browsers read "//", "/\" and control characters as ways to other hosts.</summary>
    private static bool LeadsAway(string path) =>
        path.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c == '\\' || char.IsControl(c));
}
