using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Exchanges;

/// <summary>The form of a message in an exchange.</summary>
public sealed class MessageDraft : DraftForm
{
    public override string Code => MessageContent.Kind;

    internal override async Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) =>
        await ExchangeLock.TakeAsync(transaction, id, actor.PersonId) is { } held && ExchangeLife.MayWrite(held.State);
}
