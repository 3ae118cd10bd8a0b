using System.Data.Common;

namespace CapX.Data;

/// <summary>Does what a feature must do when an account is erased, beyond what foreign keys do, and when the person comes back. Privacy and SignIn name no
/// feature, so each declares its own. The order of their names is that in which they write and lock. Each run has its own instances, because a watch may
/// remember something between its steps.</summary>
internal abstract class AccountWatch
{
    /// <summary>Erases an account in one transaction: all keep what outlives it, then all leave, <paramref name="delete"/> deletes its rows, and all
    /// settle.</summary>
    public static async Task EraseAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now, Func<Task> delete)
    {
        var kept = await hash.OfAsync(transaction, personId, now);
        var watches = Declared.All<AccountWatch>();
        foreach (var watch in watches) await watch.KeepAsync(transaction, personId, kept, now);
        foreach (var watch in watches) await watch.LeaveAsync(transaction, personId, now);
        await delete();
        foreach (var watch in watches) await watch.SettleAsync(transaction, now);
    }

    /// <summary>Call for a new account, after the person's row was created, in the same transaction. Returns true when blocks by others are in force
    /// again.</summary>
    public static async Task<bool> ReturnedAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now)
    {
        var hasBlocks = false;
        foreach (var watch in Declared.All<AccountWatch>()) hasBlocks |= await watch.GiveBackAsync(transaction, personId, hash, now);
        return hasBlocks;
    }

    /// <summary>Keeps what outlives the account under its <see cref="KeyedHash"/>. Nothing of the account has changed yet.</summary>
    protected virtual Task KeepAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now) => Task.CompletedTask;

    /// <summary>Takes the person out of what others share with them.</summary>
    protected virtual Task LeaveAsync(DbTransaction transaction, ulong personId, DateTime now) => Task.CompletedTask;

    /// <summary>Updates what depends on the rows that are gone now.</summary>
    protected virtual Task SettleAsync(DbTransaction transaction, DateTime now) => Task.CompletedTask;

    /// <summary>Gives back what was kept to a person who logs in again. Returns true when this restored blocks by others.</summary>
    protected virtual Task<bool> GiveBackAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now) => Task.FromResult(false);
}
