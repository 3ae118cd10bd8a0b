using System.Text;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Editing;

/// <summary>The result of saving a draft.</summary>
public enum SaveDraftResult
{
    Kept,

    /// <summary>The session has ended, the account is blocked on the wiki, or this person may not fill in this form.</summary>
    Refused,

    /// <summary>Longer than any form can be.</summary>
    TooLong,

    /// <summary>Try again in a moment. The next draft will contain this one's text too.</summary>
    TooOften,

    /// <summary>The person has reached the limit on the number or total size of drafts. Older drafts stay, because only their owner may delete them.</summary>
    Full,
}

/// <summary>Stores what a person types until it is saved: one row per person and form, and only for forms they may save.</summary>
public sealed class SaveDraftCommand(Database database, TimeProvider time)
{
    /// <summary>A full profile with the longest notes takes about half of this.</summary>
    public const int LongestBodyBytes = 512 * 1024;

    /// <summary>Per person.</summary>
    public const int MostDrafts = 50;

    /// <summary>Total over all drafts of one person.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostAMinute = 60;

    private const string OthersSql =
        "SELECT COUNT(*) AS Item1, CAST(COALESCE(SUM(OCTET_LENGTH(body)), 0) AS SIGNED) AS Item2 FROM draft WHERE person_id = @PersonId AND form <> @form";

    private const string Sql = """
        INSERT INTO draft (person_id, form, body, saved_at) VALUES (@PersonId, @form, @body, @now)
        ON DUPLICATE KEY UPDATE body = VALUES(body), saved_at = VALUES(saved_at)
        """;

    private readonly CallLimit _limit = new(time, MostAMinute, TimeSpan.FromMinutes(1));

    public async Task<SaveDraftResult> RunAsync(Actor actor, string form, string body, CancellationToken token = default)
    {
        var bytes = Encoding.UTF8.GetByteCount(body);
        if (bytes > LongestBodyBytes) return SaveDraftResult.TooLong;
        if (DraftForm.Read(form) is not { } read) return SaveDraftResult.Refused;
        if (_limit.Take(actor.PersonId) is not null) return SaveDraftResult.TooOften;
        var now = time.GetUtcNow().UtcDateTime;
        return await database.WriteAsync(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
            if (await Permit.RefusalAsync(transaction, actor, read.Form.Does, now) is not null
                || read.Id is { } id && !await read.Form.MayFillAsync(transaction, actor, id, now)) return SaveDraftResult.Refused;
            var (others, length) = await connection.QuerySingleAsync<(long, long)>(OthersSql, new { actor.PersonId, form }, transaction);
            if (others >= MostDrafts || length + bytes > MostBytes) return SaveDraftResult.Full;
            await connection.ExecuteAsync(Sql, new { actor.PersonId, form, body, now }, transaction);
            return SaveDraftResult.Kept;
        }, token).ConfigureAwait(false);
    }
}
