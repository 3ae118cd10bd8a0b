using System.Reflection;
using CapX.Data;
using CapX.Data.Search;
using CapX.Tests.Index;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests.Permissions;

/// <summary>SQL statements that have a shorter form for visitors.</summary>
[Collection(WholeSite.Name)]
public sealed class ViewerSqlTests(DatabaseFixture data)
{
    private static readonly List<(string Name, ViewerSql Sql)> All =
    [
        .. from type in typeof(ViewerSql).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
           where field.FieldType == typeof(ViewerSql)
           select ($"{type.Name}.{field.Name}", (ViewerSql)field.GetValue(null)!),
    ];

    [Fact]
    public void For_visitors_asks_nothing_about_who_looks() => Assert.All(All, statement =>
    {
        Assert.Contains("@Viewer", statement.Sql.ForMembers, StringComparison.Ordinal);
        Assert.DoesNotContain("@Viewer", statement.Sql.ForVisitors, StringComparison.Ordinal);
        Assert.DoesNotContain("person_block", statement.Sql.ForVisitors, StringComparison.Ordinal);
        Assert.DoesNotContain("/*", statement.Sql.ForMembers + statement.Sql.ForVisitors, StringComparison.Ordinal);
        Assert.Equal(statement.Sql.ForVisitors, statement.Sql.For(Viewer.Anonymous));
        Assert.Equal(statement.Sql.ForMembers, statement.Sql.For(Viewer.Member(1)));
    });

    [Fact]
    public async Task For_visitors_gives_the_rows_of_the_whole_without_a_viewer()
    {
        var world = await World.MakeAsync(data);
        var random = new RandomPeople(12, data.Vocabulary);
        for (var i = 0; i < 60; i++) await random.Person().InsertAsync(data.Database);
        await data.ExecuteAsync("""
            INSERT INTO contact_choice (person_id, shows_count) SELECT p.id, TRUE FROM person p ON DUPLICATE KEY UPDATE shows_count = TRUE
            """);
        await data.ExecuteAsync("""
            INSERT INTO event_learned (event_id, person_id, text, language, may_quote, written_at)
             SELECT e.id, p.id, 'Much', 'en', (e.id + p.id) % 3, UTC_TIMESTAMP(6) FROM event e JOIN person p;
            INSERT INTO event_organizer (event_id, organization_id) SELECT e.id, g.id FROM event e JOIN organization g WHERE (e.id + g.id) % 2
            """);
        var names = await data.QueryAsync<string>("SELECT username FROM person");
        var people = await data.QueryAsync<ulong>("SELECT id FROM person");
        List<ulong> things = [.. people, .. world.Things.Select(t => t.Id).Distinct()];
        var links = await data.QueryAsync<byte[]>("SELECT DISTINCT link_key FROM listing WHERE link_key IS NOT NULL");
        var met = new Dictionary<string, int>();

        foreach (var (name, sql) in All)
            foreach (var values in Values(name, sql.ForMembers, names, things, links))
                met[name] = met.GetValueOrDefault(name) + await CompareAsync(Whole(sql.ForMembers), Whole(sql.ForVisitors), values);

        Assert.InRange(All.Count, 10, 100);
        Assert.All(met, statement => Assert.True(statement.Value > 0 || statement.Key == "ListingQuery.SameLinkSql", $"{statement.Key} gave nothing"));
    }

    // The catalogue builds its statement from parts.
    private static string Whole(string sql) =>
        sql.StartsWith("SELECT", StringComparison.Ordinal) ? sql : $"SELECT e.id FROM catalogue e WHERE {sql} ORDER BY e.id";

    /// <summary>The parameters of a statement: all things at once, or one after another.</summary>
    private static IEnumerable<object> Values(string name, string sql, List<string> names, List<ulong> things, List<byte[]> links)
    {
        object Of(ulong id, string? username, byte[]? key) => new
        {
            Viewer = (ulong?)null, ids = things, id, personId = id, organizationId = id, AsTyped = username, AsRead = username, key, except = (ulong?)null,
            isOrganizer = false,
            now = TestClock.Start, Most = 10,
        };
        if (sql.Contains("@AsTyped", StringComparison.Ordinal)) return names.Select(username => Of(0, username, null));
        if (sql.Contains("@key", StringComparison.Ordinal)) return links.Select(key => Of(0, null, key));
        return sql.Contains("@Ids", StringComparison.OrdinalIgnoreCase) || name == $"{nameof(CatalogueQuery)}.Seen" ? [Of(0, null, null)]
            : things.Select(id => Of(id, null, null));
    }

    private async Task<int> CompareAsync(string whole, string shorter, object values)
    {
        var expected = await RowsAsync(whole, values);
        var rows = await RowsAsync(shorter, values);
        Assert.Equal(expected.Count, rows.Count);
        foreach (var (all, some) in expected.Zip(rows))
        {
            Assert.Equal([], some.Keys.Except(all.Keys));
            // A column that the shorter form omits must have the default value of its property.
            Assert.All(all, column =>
                Assert.Equal(column.Value, some.TryGetValue(column.Key, out var value) ? value : column.Value is 0 or 0L ? column.Value : null));
        }
        return rows.Count;
    }

    private async Task<List<IDictionary<string, object?>>> RowsAsync(string sql, object values) =>
        [.. (await data.Database.ReadAsync(async connection => (await connection.QueryAsync(sql, values)).AsList())).Select(row =>
            (IDictionary<string, object?>)row)];
}
