using CapX.Data.Notices;
using CapX.Data.Organizations;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>Expires listings after their last open day, and notifies their owners.</summary>
public sealed class ExpireListingsCommand(Database database, Vocabulary vocabulary, LiveUpdates news, TimeProvider time)
{
    private const int Portion = 200;

    private const string DueSql = """
        SELECT l.id AS Item1, l.person_id AS Item2, l.organization_id AS Item3 FROM listing l WHERE l.state = 'open' AND l.open_until < @today
         ORDER BY l.open_until, l.id LIMIT @Portion FOR UPDATE
        """;

    private const string ExpireSql = "UPDATE listing SET state = 'expired' WHERE id = @id";

    /// <summary>Returns how many listings expired.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var (all, count) = (0, 0);
        do
        {
            var now = time.GetUtcNow().UtcDateTime;
            var told = await database.WriteAsync<Told<int>>(async transaction =>
            {
                var connection = transaction.Connection!;
                var due = (await connection.QueryAsync<(ulong Id, ulong? PersonId, ulong? OrganizationId)>(DueSql,
                    new { today = DateOnly.FromDateTime(now), Portion }, transaction)).AsList();
                var people = new List<ulong>();
                foreach (var (id, person, organization) in due)
                {
                    await connection.ExecuteAsync(ExpireSql, new { id }, transaction);
                    await ListingRows.ListAsync(transaction, vocabulary, id);
                    IReadOnlyList<ulong> owners = person is { } one ? [one] : await OrganizationLock.ManagersAsync(transaction, organization!.Value);
                    foreach (var owner in owners) await NewNotice.AddOfContentAsync(transaction, owner, ListingNotice.Expired, id, now);
                    people.AddRange(owners);
                }
                return new(due.Count, people);
            }, token).ConfigureAwait(false);
            count = told.Tell(news);
            all += count;
        }
        while (count == Portion);
        return all;
    }
}
