using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>Compares the catalogue with a catalogue rebuilt from the organizations, listings and events.</summary>
internal static class CatalogueCheck
{
    private const string Sql = """
        SELECT CONCAT_WS(' ', e.kind, e.id, k.facet, k.code, k.method) AS found FROM catalogue e JOIN catalogue_code k ON k.entry_id = e.id
         UNION ALL SELECT CONCAT_WS(' ', e.kind, e.id, e.owner_id, e.visibility, e.name, e.words) FROM catalogue e
         ORDER BY found
        """;

    public static async Task IsAsMadeAnewAsync(DatabaseFixture data)
    {
        var stands = await data.QueryAsync<string>(Sql);
        var vocabulary = new CapX.Data.Vocabulary();
        await vocabulary.LoadAsync(data.Database);
        await data.Database.WriteAsync(async transaction =>
        {
            var connection = transaction.Connection!;
            await connection.ExecuteAsync("DELETE FROM catalogue", transaction: transaction);
            foreach (var id in (await connection.QueryAsync<ulong>("SELECT id FROM organization ORDER BY id", transaction: transaction)).AsList())
                await OrganizationRows.ListAsync(transaction, vocabulary, id);
            foreach (var id in (await connection.QueryAsync<ulong>("SELECT id FROM listing ORDER BY id", transaction: transaction)).AsList())
                await ListingRows.ListAsync(transaction, vocabulary, id);
            foreach (var id in (await connection.QueryAsync<ulong>("SELECT id FROM event ORDER BY id", transaction: transaction)).AsList())
                await EventRows.ListAsync(transaction, vocabulary, id);
            return true;
        });
        Assert.Equal(await data.QueryAsync<string>(Sql), stands);
    }
}
