using CapX.Data.Privacy;

namespace CapX.App;

/// <summary>A kind of stored personal data, as the page about one's own data explains it. Each feature registers its own.</summary>
/// <param name="Key">The suffix of its messages: <c>privacy-kind-…</c> and <c>privacy-why-…</c>.</param>
/// <param name="Seen">The suffix of the message about its visibility: <c>privacy-seen-…</c>.</param>
/// <param name="Stays">The suffix of the message about its retention, <c>privacy-stays-…</c>. Null when it only expires.</param>
/// <param name="Ends">The kinds of <see cref="Retention"/> by which it expires.</param>
public sealed record StoredKind(string Key, string Seen, string? Stays, params IReadOnlyList<string> Ends)
{
    /// <summary>The number of items. Null for a single item.</summary>
    public Func<AccountExport, int>? Count { get; init; }

    /// <summary>The address where it can be changed, or null.</summary>
    public Func<AccountExport, string?> Href { get; init; } = _ => null;
}
