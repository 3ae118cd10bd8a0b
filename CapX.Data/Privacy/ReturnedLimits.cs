using System.Data.Common;

namespace CapX.Data.Privacy;

/// <summary>Gives a returning person back their limits, and others' blocks against them.</summary>
internal sealed class ReturnedLimits : ReturnWatch
{
    protected override async Task<bool> GiveBackAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now) =>
        await KeptForOthers.RestoreAsync(transaction, personId, await hash.OfAsync(transaction, personId, now));
}
