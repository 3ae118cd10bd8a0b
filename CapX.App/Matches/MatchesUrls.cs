using CapX.App.Matches;

namespace CapX.App;

/// <summary>URLs of matches.</summary>
public static class MatchesUrls
{
    public const string Matches = "/matches";

    /// <summary>The user's matches with these filters.</summary>
    public static string MatchesWith(MatchChoice choice) => UrlText.WithQuery(Matches, MatchParameters.ToQuery(choice));
}
