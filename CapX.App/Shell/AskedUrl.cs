using Microsoft.AspNetCore.Diagnostics;

namespace CapX.App.Shell;

/// <summary>The address that the browser asked for; on the page about a failure that is not the page's own.</summary>
public static class AskedUrl
{
    /// <summary>Path and query, percent-encoded; the home page where there is no request.</summary>
    public static string Of(HttpContext? http) => http is null ? Urls.Home : PathOf(http) + QueryOf(http);

    /// <summary>The path alone, percent-encoded.</summary>
    public static string PathOf(HttpContext http) => new PathString(
        http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? http.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? http.Request.Path.Value).ToUriComponent();

    /// <summary>The query with its question mark, or nothing.</summary>
    public static string QueryOf(HttpContext http) => http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalQueryString ?? http.Request.QueryString.Value ?? "";
}
