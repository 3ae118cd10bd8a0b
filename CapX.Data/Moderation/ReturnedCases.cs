using System.Data.Common;

namespace CapX.Data.Moderation;

/// <summary>Gives a returning person back their cases and decisions, and then the standing that follows from them.</summary>
internal sealed class ReturnedCases : ReturnWatch
{
    protected override async Task<bool> GiveBackAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now)
    {
        await ErasedCases.ReturnAsync(transaction, personId, await hash.OfAsync(transaction, personId, now), now);
        await PersonSanctions.WriteAsync(transaction, personId, hash, now);
        return false;
    }
}
