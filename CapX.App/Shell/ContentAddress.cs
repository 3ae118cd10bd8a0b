using System.Collections.Frozen;

namespace CapX.App.Shell;

/// <summary>Where content of a kind is read, by its public key. Each feature registers its own.</summary>
public sealed record ContentAddress(string Kind, Func<string, string> Of);

/// <summary>The addresses of content of all kinds.</summary>
public sealed class ContentAddresses(IEnumerable<ContentAddress> addresses)
{
    private readonly FrozenDictionary<string, Func<string, string>> _byKind =
        addresses.ToFrozenDictionary(address => address.Kind, address => address.Of, StringComparer.Ordinal);

    /// <summary>Throws for an unknown kind.</summary>
    public string Of(string kind, string key) => _byKind[kind](key);
}
