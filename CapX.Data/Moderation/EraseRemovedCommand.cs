using System.Data.Common;
using CapX.Data.Organizations;
using CapX.Data.People;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Erases what was removed and can be undone no more. While an appeal is open, it waits.</summary>
public sealed class EraseRemovedCommand(Database database, PeopleIndex index, TimeProvider time)
{
    private const string DueSql = """
        SELECT d.id FROM decision d
         WHERE d.kind = 'remove' AND d.undone_at IS NULL AND d.erased_at IS NULL AND d.decided_at < @before
           AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.decision_id = d.id AND a.outcome IS NULL)
         ORDER BY d.id LIMIT 500
        """;

    private const string ErasedSql = "UPDATE decision SET erased_at = @now WHERE id = @id";

    // What the person wrote goes; the account, and what others have of it, stay. A page that was never saved is seen by nobody.
    private const string PersonSql = """
        DELETE FROM person_language WHERE person_id = @PersonId;
        DELETE FROM person_territory WHERE person_id = @PersonId;
        DELETE FROM person_project WHERE person_id = @PersonId;
        DELETE FROM person_capacity WHERE person_id = @PersonId;
        DELETE FROM draft WHERE person_id = @PersonId AND form = 'profile';
        UPDATE person p
           SET p.display_name = NULL, p.about = NULL, p.about_language = NULL, p.home_wiki = NULL, p.not_taking_until = NULL, p.indexable = FALSE, p.updated_at = NULL, p.version = p.version + 1, p.moderated = NULL
         WHERE p.id = @PersonId;
        """;

    private const string ListingSql = "DELETE FROM listing WHERE id = @ListingId";
    private const string EventSql = "UPDATE event_learned SET event_title = NULL WHERE event_id = @EventId; DELETE FROM event WHERE id = @EventId;";

    // With the first message of a proposal goes what its other fields say.
    private const string MessageSql = """
        UPDATE exchange e SET e.hope = NULL, e.gives = NULL WHERE @MessageId = (SELECT MIN(f.id) FROM exchange_message f WHERE f.exchange_id = e.id) AND e.id = (SELECT m.exchange_id FROM exchange_message m WHERE m.id = @MessageId);
        UPDATE exchange_message SET text = '', language = NULL WHERE id = @MessageId;
        """;

    /// <summary>How many things are gone. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await database.ReadAsync(connection => connection.Query<ulong>(DueSql, new { before = now.AddDays(-Decisions.DaysToUndo) }).AsList(), token).ConfigureAwait(false);
        foreach (var id in due)
        {
            var person = await database.WriteAsync(transaction => Erase(transaction, id, now), token).ConfigureAwait(false);
            if (person is { } changed) await index.RefreshAsync(changed).ConfigureAwait(false);
        }
        return due.Count;
    }

    private static ulong? Erase(DbTransaction transaction, ulong id, DateTime now)
    {
        var connection = transaction.Connection!;
        if (DecisionRow.Read(transaction, id) is not { UndoneAt: null, ErasedAt: null } row) return null;
        var held = row.CaseId is { } caseId ? CaseLock.Hold(transaction, caseId, now) : null;
        switch (held?.Thing)
        {
            case ReportThing.Person when held.PersonId is not null:
                connection.Execute(PersonSql, held, transaction);
                break;
            case ReportThing.Listing:
                connection.Execute(ListingSql, held, transaction);
                break;
            case ReportThing.Event:
                connection.Execute(EventSql, held, transaction);
                break;
            case ReportThing.Message:
                connection.Execute(MessageSql, held, transaction);
                break;
            case ReportThing.Organization when held.OrganizationId is { } organization:
                RemoveOrganizationCommand.RemoveWithheld(transaction, organization, now);
                break;
        }
        connection.Execute(ErasedSql, new { id, now }, transaction);
        ModerationLog.Add(transaction, new LogLine { Act = LogAct.Erased, SubjectId = row.PersonId, Detail = $"decision={id}" }, now);
        return held?.PersonId;
    }
}
