using CapX.Data.Events;

namespace CapX.App.Shell;

/// <summary>The viewer's time zone, from a cookie that capx.js sets.</summary>
public static class ViewerZone
{
    public const string Cookie = "capx-zone";

    /// <summary>An id of the tz database. Null when no script ran or the cookie holds something else.</summary>
    public static string? Of(HttpContext context) => EventZone.Find(context.Request.Cookies[Cookie]);
}
