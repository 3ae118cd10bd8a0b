using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>What became of a change, a message or an outcome; whatever is not Done has changed nothing.</summary>
public enum ExchangeAnswer
{
    Done,

    /// <summary>The session is over.</summary>
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>There is no such exchange, or the person speaks for neither side of it.</summary>
    NotFound,

    /// <summary>Not in the state in which the exchange is by now.</summary>
    NotNow,

    /// <summary>Empty, too long, or with characters that cannot be stored.</summary>
    BadText,

    /// <summary>Too many in a short time.</summary>
    TooOften,
}

/// <summary>Accepts, declines, withdraws, starts, finishes or calls off an exchange.</summary>
public sealed class ChangeExchangeCommand(Database database, ExchangeNews news, TimeProvider time)
{
    public const int LongestWord = 500;

    private const string LastAuthorSql = "SELECT author_id FROM exchange_change WHERE exchange_id = @id ORDER BY id DESC LIMIT 1";

    /// <summary>Done also for a second click on what the first one did. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<ExchangeAnswer> RunAsync(Actor actor, ulong id, ExchangeAction action, string? word, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var clean = WrittenText.OneLine(word ?? "", LongestWord);
        ExchangeLock? held = null;
        var answer = await database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, ExchangeLife.Asked(action), now) is { } standing) return standing.Refusal();
            held = await ExchangeLock.TakeAsync(transaction, id, actor.PersonId);
            if (held is null) return ExchangeAnswer.NotFound;
            if (clean is null) return ExchangeAnswer.BadText;
            if (ExchangeLife.After(held.State, action, held.Side) is not { } next)
                return held.State == ExchangeLife.Target(action)
                    && await transaction.Connection!.QuerySingleAsync<ulong?>(LastAuthorSql, new { id }, transaction) == actor.PersonId
                    ? ExchangeAnswer.Done : ExchangeAnswer.NotNow;
            // Between two whom a block parts only going is left, and no words go with it.
            if (held.IsBlocked && (clean.Length > 0 || !ExchangeLife.Ends(action))) return ExchangeAnswer.NotNow;
            await held.ChangeAsync(transaction, next, actor.PersonId, clean.Length == 0 ? null : clean, now);
            foreach (var other in held.Others) await NewNotice.AddAsync(transaction, other, NoticeKind.Of(next), id, now);
            return ExchangeAnswer.Done;
        }, token).ConfigureAwait(false);
        if (answer == ExchangeAnswer.Done) news.Tell(id, held!.Speakers.Everybody);
        return answer;
    }
}

internal static class ExchangeStandingExtensions
{
    /// <summary>The refusal of somebody who may not act.</summary>
    public static ExchangeAnswer Refusal(this ActorStanding standing) => standing == ActorStanding.Blocked ? ExchangeAnswer.Blocked : ExchangeAnswer.SignedOut;
}
