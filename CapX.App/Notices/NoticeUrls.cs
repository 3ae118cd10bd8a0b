namespace CapX.App;

/// <summary>URLs of notifications.</summary>
public static class NoticeUrls
{
    public const string Notifications = "/notifications";
    public const string ReadNotices = "/notifications/read";
    public const string Blocks = $"{Notifications}#blocks";
}
