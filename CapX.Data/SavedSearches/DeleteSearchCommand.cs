using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.SavedSearches;

/// <summary>Deletes a saved search.</summary>
public sealed class DeleteSearchCommand(Database database, TimeProvider time)
{
    private const string Sql = "DELETE c FROM content c JOIN saved_search s ON s.id = c.id WHERE s.id = @id AND s.person_id = @PersonId";

    /// <summary>Also works for accounts that are blocked or suspended.</summary>
    public Task<SavedSearchResult> RunAsync(Actor actor, ulong id, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        if (await Permit.RefusalAsync(transaction, actor, Act.DeleteSearch, time.GetUtcNow().UtcDateTime) is not null) return SavedSearchResult.Refused;
        var deleted = await transaction.Connection!.ExecuteAsync(Sql, new { id, actor.PersonId }, transaction);
        return deleted > 0 ? SavedSearchResult.Done : SavedSearchResult.NotFound;
    }, token);
}
