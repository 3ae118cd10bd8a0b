using System.Data.Common;

namespace CapX.Data.Privacy;

/// <summary>Keeps the limits of an account that is erased, and others' blocks against it, and gives them back.</summary>
internal sealed class LimitsWatch : AccountWatch
{
    protected override Task KeepAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now) =>
        KeptForOthers.KeepAsync(transaction, personId, hash, now);

    protected override async Task<bool> GiveBackAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now) =>
        await KeptForOthers.RestoreAsync(transaction, personId, await hash.OfAsync(transaction, personId, now));
}
