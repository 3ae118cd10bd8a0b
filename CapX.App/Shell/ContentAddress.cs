using System.Collections.Frozen;

namespace CapX.App.Shell;

/// <summary>Where content of a kind is read, by its public key. Each feature registers its own.</summary>
public sealed record ContentAddress(string Kind, Func<string, string> Of)
{
    /// <summary>Where a person reads about their own content that has no page, or none any more.</summary>
    public string Without { get; init; } = NoticeUrls.Notifications;
}

/// <summary>The addresses of content of all kinds.</summary>
public sealed class ContentAddresses(IEnumerable<ContentAddress> addresses)
{
    private readonly FrozenDictionary<string, ContentAddress> _byKind = addresses.ToFrozenDictionary(address => address.Kind, StringComparer.Ordinal);

    /// <summary>Throws for an unknown kind.</summary>
    public string Of(string kind, string key) => _byKind[kind].Of(key);

    /// <summary>Throws for an unknown kind.</summary>
    public string Noticed(string kind, string? key) => key is null ? _byKind[kind].Without : Of(kind, key);
}
