using System.Globalization;
using System.Text.Json;
using CapX.App.I18n;
using CapX.App.Wiki;
using CapX.Data.SignIn;

namespace CapX.App.SignIn;

/// <summary>Parses the wiki's profile of an account.</summary>
/// <exception cref="SignInException">The account has no central id or no valid name.</exception>
internal static class MediaWikiProfile
{
    // MediaWiki's own limit is 255 bytes.
    private const int LongestUsername = 255;

    public static WikiAccount Read(JsonElement profile)
    {
        if (profile.ValueKind != JsonValueKind.Object) throw new SignInException(SignInFailure.WikiUnclear);
        var id = Id(profile);
        if (!profile.TryGetProperty("username", out var named) || named.ValueKind == JsonValueKind.Null)
        {
            // A suppressed account is {"sub":"9","blocked":true}. The wiki hides its name, so it must not be shown here either.
            throw new SignInException(SignInFailure.Suppressed, id);
        }
        var username = ((JsonElement?)profile).Text("username")?.Replace('_', ' ').Trim() ?? "";
        // No wiki allows invisible characters or direction marks in names. A name with them must not be displayed.
        if (username.Length is 0 or > LongestUsername || WrittenText.OneLine(username, LongestUsername) != username)
            throw new SignInException(SignInFailure.WikiUnclear);
        return new WikiAccount
        {
            Id = id, Username = username,
            Blocked = profile.TryGetProperty("blocked", out var blocked) && blocked.ValueKind == JsonValueKind.True
        };
    }

    /// <summary>The central id is a string of digits. "0" stands for every account that is not global.</summary>
    private static ulong Id(JsonElement profile) =>
        ulong.TryParse(((JsonElement?)profile).Text("sub"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new SignInException(SignInFailure.NoIdentity);
}
