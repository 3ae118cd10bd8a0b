using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.People;

/// <summary>Stores a person's interface language. Does not count as a profile save, because nothing that others see changes.</summary>
public sealed class SaveInterfaceLanguageCommand(Database database, TimeProvider time)
{
    private const string Sql = "UPDATE person SET interface_language = @language WHERE id = @PersonId";

    /// <summary>Stores nothing when the actor is refused, for example after the session has ended.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, string language, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        if (await Permit.RefusalAsync(transaction, actor, Act.ChooseLanguage, time.GetUtcNow().UtcDateTime) is { } refused) return refused;
        await transaction.Connection!.ExecuteAsync(Sql, new { actor.PersonId, language }, transaction);
        return ActorStanding.Good;
    }, token);
}
