namespace CapX.App.Search;

/// <summary>What feeds and calendar files say of themselves: they depend on who asks, and in which language.</summary>
public static class FeedHeaders
{
    public static void Write(HttpContext http) => (http.Response.Headers.CacheControl, http.Response.Headers.Vary) = ("private, no-cache", "Cookie, Accept-Language");
}
