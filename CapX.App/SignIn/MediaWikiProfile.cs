using System.Globalization;
using System.Text.Json;
using CapX.App.I18n;
using CapX.App.Wiki;
using CapX.Data.SignIn;

namespace CapX.App.SignIn;

/// <summary>Reads the wiki's profile of an account. Throws <see cref="SignInException"/> for whoever cannot be told apart or has no name.</summary>
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
            // A suppressed account is {"sub":"9","blocked":true}: the wiki hides its name, and so may nobody show it.
            throw new SignInException(SignInFailure.Suppressed, id);
        }
        var username = ((JsonElement?)profile).Text("username")?.Replace('_', ' ').Trim() ?? "";
        // No wiki allows characters that nobody sees and that turn the text around; a name that has them is not to be shown.
        if (username.Length is 0 or > LongestUsername || WrittenText.OneLine(username, LongestUsername) != username)
            throw new SignInException(SignInFailure.WikiUnclear);
        return new WikiAccount { Id = id, Username = username,
            Blocked = profile.TryGetProperty("blocked", out var blocked) && blocked.ValueKind == JsonValueKind.True };
    }

    /// <summary>The central id is a string of digits; "0" is everybody whose account is not a global one.</summary>
    private static ulong Id(JsonElement profile) =>
        ulong.TryParse(((JsonElement?)profile).Text("sub"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new SignInException(SignInFailure.NoIdentity);
}
