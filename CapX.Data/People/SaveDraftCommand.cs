using System.Text;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.People;

/// <summary>What became of a draft.</summary>
public enum DraftOutcome
{
    Kept,

    /// <summary>The session is over, or the account is blocked on the wiki.</summary>
    Refused,

    /// <summary>Longer than any form can be.</summary>
    TooLong,

    /// <summary>Try again in a moment; the next draft holds this one's text too.</summary>
    TooOften,
}

/// <summary>Keeps what somebody types until it is saved: one row a person and form.</summary>
public sealed class SaveDraftCommand(Database database, TimeProvider time)
{
    /// <summary>A full profile of the longest notes has about half of it.</summary>
    public const int LongestBodyBytes = 512 * 1024;

    private const int MostAMinute = 60;

    private const string Sql = """
        INSERT INTO draft (person_id, form, body, saved_at) VALUES (@PersonId, @form, @body, @now)
        ON DUPLICATE KEY UPDATE body = VALUES(body), saved_at = VALUES(saved_at)
        """;

    private readonly CallLimit _limit = new(time, MostAMinute, TimeSpan.FromMinutes(1));

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<DraftOutcome> RunAsync(Actor actor, string form, string body, CancellationToken token = default)
    {
        if (Encoding.UTF8.GetByteCount(body) > LongestBodyBytes) return DraftOutcome.TooLong;
        if (_limit.Take(actor.PersonId) is not null) return DraftOutcome.TooOften;
        var now = time.GetUtcNow().UtcDateTime;
        return await database.WriteAsync(transaction =>
        {
            if (Permit.Refusal(transaction, actor, Act.KeepDraft, now) is not null) return DraftOutcome.Refused;
            transaction.Connection!.Execute(Sql, new { actor.PersonId, form, body, now }, transaction);
            return DraftOutcome.Kept;
        }, token).ConfigureAwait(false);
    }
}
