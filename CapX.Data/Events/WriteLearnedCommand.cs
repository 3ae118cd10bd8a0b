using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Events;

/// <summary>A text about what a person learned at an event, as typed.</summary>
public sealed record LearnedForm
{
    // In code points.
    public const int LongestText = 2000;

    public required string Text { get; init; }
    public required string Language { get; init; }

    /// <summary>True when not only organizers may read it. It then appears with its author's name.</summary>
    public bool MayQuote { get; init; }
}

/// <summary>Saves or deletes what a person learned at a past event for which they were registered.</summary>
public sealed class WriteLearnedCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    private const string PutSql = """
        INSERT INTO event_learned (event_id, event_title, person_id, text, language, may_quote, written_at)
         VALUES (@id, @Title, @PersonId, @text, @code, @MayQuote, @now)
        ON DUPLICATE KEY UPDATE event_title = VALUES(event_title), text = VALUES(text), language = VALUES(language), may_quote = VALUES(may_quote), written_at =
          VALUES(written_at)
        """;

    private const string DropSql = "DELETE FROM event_learned WHERE event_id = @id AND person_id = @PersonId";

    /// <summary>Saves the text. A person has one text per event, and a second one replaces the first.</summary>
    public Task<EventActResult> RunAsync(Actor actor, ulong id, LearnedForm form, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.WriteLearned, now) is { } standing) return standing.Refusal();
            if (await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is not { IsSeen: true } held) return EventActResult.NotFound;
            if (held.Judge(Act.WriteLearned, actor) != Verdict.Allowed || held.Mine != "registered") return EventActResult.NotNow;
            if (WrittenText.Lines(form.Text, LearnedForm.LongestText) is not { Length: > 0 } text
                || vocabulary.Languages.Find(form.Language.Trim()) is not { Code: var code }) return EventActResult.BadText;
            await transaction.Connection!.ExecuteAsync(PutSql, new { id, held.Title, actor.PersonId, text, code, form.MayQuote, now }, transaction);
            return EventActResult.Done;
        }, token);
    }

    /// <summary>Deletes the text. Idempotent.</summary>
    public Task<EventActResult> TakeBackAsync(Actor actor, ulong id, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.TakeLearnedBack, now) is not null) return EventActResult.SignedOut;
            await transaction.Connection!.ExecuteAsync(DropSql, new { id, actor.PersonId }, transaction);
            return EventActResult.Done;
        }, token);
    }
}
