using System.Data.Common;

namespace CapX.Data.Content;

/// <summary>Looks at content when it is saved. A feature saves and names no one who looks, so rooms above it can. Needs no registration.</summary>
internal abstract class ContentWatch
{
    private static readonly IReadOnlyList<ContentWatch> All = Declared.All<ContentWatch>();

    /// <summary>Call after each save, in the same transaction.</summary>
    public static async Task SavedAsync(DbTransaction transaction, string kind, ulong id, DateTime now)
    {
        foreach (var watch in All) await watch.LookAsync(transaction, ContentKind.Of(kind), id, now);
    }

    protected abstract Task LookAsync(DbTransaction transaction, ContentKind kind, ulong id, DateTime now);
}
