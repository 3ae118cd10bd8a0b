namespace CapX.App.SignIn;

/// <summary>Where somebody goes after signing in: a page of this site, or the front page.</summary>
public static class ReturnUrl
{
    public const string Front = "/";

    // It travels inside the state, in the address of the wiki's page.
    private const int Longest = 2000;
    private static readonly Uri Site = new("http://site.invalid/");
    private static readonly string[] NotBackTo = ["/sign-in", "/sign-out", MediaWikiDefaults.CallbackPath];

    /// <summary>The path, query and fragment in the form that a Location header takes; the front page for whatever is not plainly a page of this site.</summary>
    public static string Local(string? given)
    {
        if (string.IsNullOrEmpty(given) || given.Length > Longest || given[0] != '/' || given.Any(c => c == '\\' || char.IsControl(c))) return Front;
        if (given.StartsWith("//", StringComparison.Ordinal) || !Uri.TryCreate(Site, given, out var url) || url.Authority != Site.Authority) return Front;
        // Dots may have been removed, and whoever reads on may decode once more: look again.
        var path = Uri.UnescapeDataString(url.AbsolutePath);
        if (path.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c == '\\' || char.IsControl(c))) return Front;
        return NotBackTo.Any(p => path.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ? Front : url.PathAndQuery + url.Fragment;
    }

    public static string SignIn(string back) => With("/sign-in", back);

    public static string Welcome(string back) => With("/welcome", back);

    private static string With(string page, string back) => Local(back) is var local and not Front ? $"{page}?returnUrl={Uri.EscapeDataString(local)}" : page;
}
