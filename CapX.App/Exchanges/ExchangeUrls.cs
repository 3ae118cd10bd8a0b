using System.Globalization;
using CapX.Data.Exchanges;

namespace CapX.App;

/// <summary>URLs of exchanges, proposals and blocks.</summary>
public static class ExchangeUrls
{
    public const string Exchanges = "/exchanges";
    public const string ExchangesOver = $"{Exchanges}?over=1";
    public const string Propose = "/exchanges/propose";
    public const string Block = "/people/block";

    public static string Exchange(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Exchanges}/{id}");

    /// <summary>An exchange with the reason why an action was refused.</summary>
    public static string ExchangeRefused(ulong id, ExchangeActResult why) => $"{Exchange(id)}?refused={why.ToString().ToLowerInvariant()}";

    public static string ExchangeOutcome(ulong id) => $"{Exchange(id)}/outcome";

    public static string ExchangeMessages(ulong id) => $"{Exchange(id)}/messages";

    public static string ExchangeRead(ulong id) => $"{Exchange(id)}/read";

    public static string ExchangeChange(ulong id) => $"{Exchange(id)}/change";

    /// <summary>The proposal form to ask a person for help or to offer it, optionally about a capacity.</summary>
    public static string ProposeTo(string username, ExchangeKind kind, string? capacity = null) =>
        UrlText.WithQuery(Propose, [new("to", username), new("kind", kind.ToString().ToLowerInvariant()), new("capacity", capacity ?? "")]);

    /// <summary>The proposal form for an organization.</summary>
    public static string ProposeToOrganization(string slug, ExchangeKind kind) =>
        UrlText.WithQuery(Propose, [new("organization", slug), new("kind", kind.ToString().ToLowerInvariant())]);

    /// <summary>The proposal form about a listing.</summary>
    public static string ProposeAbout(ulong listing) => string.Create(CultureInfo.InvariantCulture, $"{Propose}?listing={listing}");
}
