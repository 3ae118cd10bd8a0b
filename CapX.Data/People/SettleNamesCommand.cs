using Dapper;

namespace CapX.Data.People;

/// <summary>Makes the skeletons that are missing or of another version of <see cref="NameSkeleton"/>, and takes down the display names that may not
/// stay.</summary>
public sealed class SettleNamesCommand(Database database)
{
    private const int Portion = 1_000;

    private const string StaleSql =
        "SELECT id FROM person WHERE id > @After AND (skeleton_version < @Version OR skeleton_version > @Version) ORDER BY id LIMIT @Portion";

    /// <summary>Everybody, a portion a transaction; goes on where an earlier run ended. How many display names were taken down. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
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
