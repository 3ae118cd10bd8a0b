using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Exchanges;

/// <summary>The form of the outcome of an exchange.</summary>
public sealed class OutcomeDraft : DraftForm
{
    private const string Outcome = "outcome";

    public override string Code => Outcome;

    public static string Of(ulong exchange) => Name(Outcome, exchange);

    internal override async Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) =>
        await ExchangeLock.TakeAsync(transaction, id, actor.PersonId) is { } held && ExchangeLife.MayDocument(held.State);
}
