using Microsoft.AspNetCore.Diagnostics;

namespace CapX.App.Shell;

/// <summary>The URL that the browser requested. On an error page this is not the page's own URL.</summary>
public static class AskedUrl
{
    /// <summary>Path and query, percent-encoded. The home page without a request.</summary>
    public static string Of(HttpContext? http) => http is null ? SiteUrls.Home : PathOf(http) + QueryOf(http);

    /// <summary>The URL for use inside the page. Without its query on pages that can contain secrets: the query would allow compression
    /// attacks (BREACH). A compressed response is shorter when the query repeats part of a secret, and anyone can make a link with a guess.
    /// Only the language is kept, normalized.</summary>
    public static string Shown(HttpContext? http) =>
        http is null || !HoldsSecrets(http)
            ? Of(http) : PathOf(http)
                + (http.Request.Query.ContainsKey(LanguageChoice.Parameter) ? $"?{LanguageChoice.Parameter}={LanguageChoice.Of(http).Language}" : "");

    /// <summary>The path alone, percent-encoded. Forms on pages that can contain secrets set it as their action. Otherwise the framework
    /// would write the full URL.</summary>
    public static string PathOf(HttpContext? http) => http is null ? SiteUrls.Home : new PathString(
        http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? http.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? http.Request.Path.Value).ToUriComponent();

    /// <summary>The query with its question mark. Empty without query.</summary>
    public static string QueryOf(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalQueryString ?? http.Request.QueryString.Value ?? "";

    /// <summary>The page to return to after a form post. If the page left out its query, it is taken from the Referer header.</summary>
    public static string BackTo(HttpContext http, string? returnUrl)
    {
        var back = LocalUrl.OrHome(returnUrl);
        return Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.AbsolutePath == back
            ? LocalUrl.OrHome(page.PathAndQuery) : back;
    }

    /// <summary>True for pages of logged-in users and for pages with a visitor's own data. False for lists, which repeat their query anyway.</summary>
    private static bool HoldsSecrets(HttpContext http) => http.GetEndpoint()?.Metadata is var page
        && (http.User.Identity is { IsAuthenticated: true } && page?.GetMetadata<RepeatsQueryAttribute>() is null
            || page?.GetMetadata<PersonalAttribute>() is not null);
}

/// <summary>Marks a list that repeats its query in links and fields. It must not contain secrets.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RepeatsQueryAttribute : Attribute;
