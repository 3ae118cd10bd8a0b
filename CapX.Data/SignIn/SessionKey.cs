using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CapX.Data.SignIn;

/// <summary>The secret in a session's cookie. The database knows its SHA-256 only, so that a leaked table opens no session.</summary>
public static class SessionKey
{
    private const int SecretBytes = 32;

    /// <summary>A new random key of 256 bits, in base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The session's id in the database.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>How long a session lives, and how many an account has.</summary>
public static class SessionLife
{
    /// <summary>In how many browsers somebody is signed in at the same time; one more sign-in ends the session used longest ago.</summary>
    public const int MostOfOne = 10;

    /// <summary>A session ends this long after its last use.</summary>
    public static readonly TimeSpan Sliding = TimeSpan.FromDays(14);

    /// <summary>However often it is used, a session ends this long after the sign-in: the wiki is then asked again who this is.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Use within this time of the last prolonging writes nothing.</summary>
    public static readonly TimeSpan ProlongAfter = TimeSpan.FromHours(1);

    /// <summary>What cannot be taken back asks for a sign-in not older than this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>When a session begun then and used now ends.</summary>
    public static DateTime End(DateTime begun, DateTime now) => now + Sliding < begun + Longest ? now + Sliding : begun + Longest;
}
