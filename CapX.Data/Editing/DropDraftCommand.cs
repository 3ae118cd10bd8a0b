using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Editing;

/// <summary>Throws a person's draft of a form away.</summary>
public sealed class DropDraftCommand(Database database, TimeProvider time)
{
    internal const string Sql = "DELETE FROM draft WHERE person_id = @PersonId AND form = @Form";

    /// <summary>Whoever is blocked may take back, too. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, string form, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        if (await Permit.RefusalAsync(transaction, actor, Act.DropDraft, time.GetUtcNow().UtcDateTime) is { } refused) return refused;
        // No form has such a name, so no draft has: the column could not even compare it.
        if (DraftPlace.Read(form) is null) return ActorStanding.Good;
        await transaction.Connection!.ExecuteAsync(Sql, new { actor.PersonId, Form = form }, transaction);
        return ActorStanding.Good;
    }, token);
}
