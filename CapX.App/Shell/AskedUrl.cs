using CapX.App.I18n;
using Microsoft.AspNetCore.Diagnostics;

namespace CapX.App.Shell;

/// <summary>The address that the browser asked for; on the page about a failure that is not the page's own.</summary>
public static class AskedUrl
{
    /// <summary>Path and query, percent-encoded; the home page where there is no request.</summary>
    public static string Of(HttpContext? http) => http is null ? Urls.Home : PathOf(http) + QueryOf(http);

    /// <summary>The address as it may stand on the page. Where a page can hold a secret, its query is left out: a compressed answer is shorter when the query
    /// repeats a part of the secret,
    /// and anybody can make a link with a guess in it. Only the language stays, as this site writes it.</summary>
    public static string Shown(HttpContext? http) =>
        http is null || !HoldsSecrets(http)
            ? Of(http) : PathOf(http)
                + (http.Request.Query.ContainsKey(LanguageChoice.Parameter) ? $"?{LanguageChoice.Parameter}={LanguageChoice.Of(http).Language}" : "");

    /// <summary>The path alone, percent-encoded. Forms of pages that can hold a secret name it as where they go, or the framework would write the whole address
    /// there.</summary>
    public static string PathOf(HttpContext? http) => http is null ? Urls.Home : new PathString(
        http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? http.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? http.Request.Path.Value).ToUriComponent();

    /// <summary>The query with its question mark, or nothing.</summary>
    public static string QueryOf(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalQueryString ?? http.Request.QueryString.Value ?? "";

    /// <summary>Where a form leads back to. Its page may have left out the query, which the browser names as the page that the form stood on.</summary>
    public static string BackTo(HttpContext http, string? returnUrl)
    {
        var back = LocalUrl.OrHome(returnUrl);
        return Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.AbsolutePath == back
            ? LocalUrl.OrHome(page.PathAndQuery) : back;
    }

    /// <summary>Pages of who is signed in, and pages that show a visitor's own; but not the lists, which repeat what is sought in them anyway.</summary>
    private static bool HoldsSecrets(HttpContext http) => http.GetEndpoint()?.Metadata is var page
        && (http.User.Identity is { IsAuthenticated: true } && page?.GetMetadata<RepeatsQueryAttribute>() is null
            || page?.GetMetadata<PersonalAttribute>() is not null);
}

/// <summary>Marks a list that repeats its query in its links and fields. No secret may stand on it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RepeatsQueryAttribute : Attribute;
