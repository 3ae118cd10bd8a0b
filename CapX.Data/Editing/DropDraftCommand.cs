using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Editing;

/// <summary>Deletes a person's draft of a form.</summary>
public sealed class DropDraftCommand(Database database, TimeProvider time)
{
    internal const string Sql = "DELETE FROM draft WHERE person_id = @PersonId AND form = @Form";

    /// <summary>Also works for accounts that are blocked on the wiki.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, string form, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        if (await Permit.RefusalAsync(transaction, actor, Act.DropDraft, time.GetUtcNow().UtcDateTime) is { } refused) return refused;
        // No form has such a name, so no draft can. The column could not even be compared with it.
        if (DraftForm.Read(form) is null) return ActorStanding.Good;
        await transaction.Connection!.ExecuteAsync(Sql, new { actor.PersonId, Form = form }, transaction);
        return ActorStanding.Good;
    }, token);
}
