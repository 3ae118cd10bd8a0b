using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>The result of a change, a message or an outcome. Nothing was changed unless it is Done.</summary>
public enum ExchangeActResult
{
    Done,

    /// <summary>The session has ended.</summary>
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>The exchange does not exist, or the person speaks for neither side of it.</summary>
    NotFound,

    /// <summary>The current state of the exchange does not allow this.</summary>
    NotNow,

    /// <summary>Empty, too long, or with characters that cannot be stored.</summary>
    BadText,

    /// <summary>Too many in a short time.</summary>
    TooOften,
}

/// <summary>Accepts, declines, withdraws, starts, finishes or calls off an exchange.</summary>
public sealed class ChangeExchangeCommand(Database database, LiveUpdates news, TimeProvider time)
{
    public const int LongestWord = 500;

    private const string LastAuthorSql = "SELECT author_id FROM exchange_change WHERE exchange_id = @id ORDER BY id DESC LIMIT 1";

    /// <summary>Also returns Done when the same person repeats an action, for example by a double click.</summary>
    public async Task<ExchangeActResult> RunAsync(Actor actor, ulong id, ExchangeAction action, string? word, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var clean = WrittenText.OneLine(word ?? "", LongestWord);
        var told = await database.WriteAsync<Told<ExchangeActResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, ExchangeLife.Asked(action), now) is { } standing) return standing.Refusal();
            if (await ExchangeLock.TakeAsync(transaction, id, actor.PersonId) is not { } held) return ExchangeActResult.NotFound;
            if (clean is null) return ExchangeActResult.BadText;
            if (ExchangeLife.After(held.State, action, held.Side) is not { } next)
                return held.State == ExchangeLife.Target(action)
                    && await transaction.Connection!.QuerySingleAsync<ulong?>(LastAuthorSql, new { id }, transaction) == actor.PersonId
                    ? new Told<ExchangeActResult>(ExchangeActResult.Done, held.Speakers.Everybody) : ExchangeActResult.NotNow;
            // Across a block between the two people, they can only end the exchange, and without a text.
            if (held.IsBlocked && (clean.Length > 0 || !ExchangeLife.Ends(action))) return ExchangeActResult.NotNow;
            await held.ChangeAsync(transaction, next, actor.PersonId, clean.Length == 0 ? null : clean, now);
            foreach (var other in held.Others) await NewNotice.AddAsync(transaction, other, NoticeOf(next), id, now);
            return new(ExchangeActResult.Done, held.Speakers.Everybody);
        }, token).ConfigureAwait(false);
        return told.Tell(news, id);
    }

    private static string NoticeOf(ExchangeState state) => state is ExchangeState.Accepted or ExchangeState.Declined ? NoticeKind.Answer : NoticeKind.Change;
}

internal static class ExchangeStandingExtensions
{
    public static ExchangeActResult Refusal(this ActorStanding standing) =>
        standing == ActorStanding.Blocked ? ExchangeActResult.Blocked : ExchangeActResult.SignedOut;
}
