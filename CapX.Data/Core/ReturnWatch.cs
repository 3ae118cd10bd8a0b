using System.Data.Common;

namespace CapX.Data;

/// <summary>Gives back to a person who erased their account and logs in again what was kept under their <see cref="KeyedHash"/>. SignIn names no one who keeps
/// something, so rooms above it can. Needs no registration.</summary>
internal abstract class ReturnWatch
{
    // In the order of their full names, so that every login writes and locks in the same order: cases and standing, then limits and blocks.
    private static readonly IReadOnlyList<ReturnWatch> All =
    [
        .. typeof(ReturnWatch).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ReturnWatch)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => (ReturnWatch)Activator.CreateInstance(type)!),
    ];

    /// <summary>Call for a new account, after the person's row was created, in the same transaction. Returns true when blocks by others are in force
    /// again.</summary>
    public static async Task<bool> ReturnedAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now)
    {
        var hasBlocks = false;
        foreach (var watch in All) hasBlocks |= await watch.GiveBackAsync(transaction, personId, hash, now);
        return hasBlocks;
    }

    /// <summary>Returns true when this restored blocks by others.</summary>
    protected abstract Task<bool> GiveBackAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now);
}
