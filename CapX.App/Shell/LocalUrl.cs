namespace CapX.App.Shell;

/// <summary>Keeps redirects on this site: only a path of our own passes.</summary>
public static class LocalUrl
{
    private const int LongestPath = 2000;

    /// <summary>The path if it is a plain local one, else the home page.</summary>
    public static string OrHome(string? path) => IsLocal(path) ? path! : Urls.Home;

    /// <summary>Browsers read "//", "/\" and control characters as ways to other hosts.</summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..] && path.Length <= LongestPath
        && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Any(char.IsControl)
        && Uri.TryCreate(path, UriKind.Relative, out _);
}
