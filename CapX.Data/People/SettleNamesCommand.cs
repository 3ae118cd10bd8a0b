using Dapper;

namespace CapX.Data.People;

/// <summary>Computes skeletons that are missing or from another version of <see cref="NameSkeleton"/>, and hides display names that are no longer
/// allowed.</summary>
public sealed class SettleNamesCommand(Database database)
{
    private const int Portion = 1_000;

    private const string StaleSql =
        "SELECT id FROM person WHERE id > @After AND (skeleton_version < @Version OR skeleton_version > @Version) ORDER BY id LIMIT @Portion";

    /// <summary>Processes all people, one portion per transaction. Resumes where an earlier run stopped. Returns the number of hidden display names.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var (hidden, after) = (0, 0UL);
        while (true)
        {
            var (last, lost) = await database.WriteAsync(async transaction =>
            {
                var people = (await transaction.Connection!.QueryAsync<ulong>(StaleSql, new { NameSkeleton.Version, Portion, After = after },
                    transaction)).AsList();
                if (people.Count == 0) return (0UL, 0);
                await DisplayNames.LockAsync(transaction);
                return (people[^1], (await DisplayNames.SettleAsync(transaction, people)).Count);
            }, token).ConfigureAwait(false);
            hidden += lost;
            if (last == 0) return hidden;
            after = last;
        }
    }
}
