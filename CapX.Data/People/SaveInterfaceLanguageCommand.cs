using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.People;

/// <summary>Stores in which language a person reads the site. No save of the profile: nothing that others see changes.</summary>
public sealed class SaveInterfaceLanguageCommand(Database database, TimeProvider time)
{
    private const string Sql = "UPDATE person SET interface_language = @language WHERE id = @PersonId";

    /// <summary>Stores nothing for an actor whose session ended. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, string language, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        if (await Permit.RefusalAsync(transaction, actor, Act.ChooseLanguage, time.GetUtcNow().UtcDateTime) is { } refused) return refused;
        await transaction.Connection!.ExecuteAsync(Sql, new { actor.PersonId, language }, transaction);
        return ActorStanding.Good;
    }, token);
}
