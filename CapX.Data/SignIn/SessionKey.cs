using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CapX.Data.SignIn;

/// <summary>The secret in the session cookie. The database stores only its SHA-256, so a leaked table opens no session.</summary>
public static class SessionKey
{
    private const int SecretBytes = 32;

    /// <summary>A new random 256-bit key, in base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The session id in the database.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>Lifetimes and limits of sessions.</summary>
public static class SessionLife
{
    /// <summary>The number of concurrent sessions per account. One more login ends the least recently used session.</summary>
    public const int MostOfOne = 10;

    /// <summary>A session expires this long after its last use.</summary>
    public static readonly TimeSpan Sliding = TimeSpan.FromDays(14);

    /// <summary>The maximum lifetime, regardless of use. The wiki then has to confirm the identity again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Use within this time of the last extension writes nothing to the database.</summary>
    public static readonly TimeSpan ProlongAfter = TimeSpan.FromHours(1);

    /// <summary>Irreversible actions require a login no older than this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>The expiry of a session begun at <paramref name="begun"/> and used at <paramref name="now"/>.</summary>
    public static DateTime End(DateTime begun, DateTime now) => now + Sliding < begun + Longest ? now + Sliding : begun + Longest;
}
