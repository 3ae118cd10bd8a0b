using System.Data.Common;

namespace CapX.Data.Moderation;

/// <summary>Keeps cases and sanctions of an account that is erased, and gives them back with the standing that follows from them.</summary>
internal sealed class ModerationWatch : AccountWatch
{
    protected override Task KeepAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now) =>
        ModerationErasure.LeaveAsync(transaction, personId, hash, now);

    protected override async Task<bool> GiveBackAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now)
    {
        await ErasedCases.ReturnAsync(transaction, personId, await hash.OfAsync(transaction, personId, now), now);
        await PersonSanctions.WriteAsync(transaction, personId, hash, now);
        return false;
    }
}
