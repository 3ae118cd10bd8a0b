using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>Loads the capacity tree of sql/data into the database, except where a curator decided otherwise.</summary>
internal static class CapacityData
{
    private const string LockSql = "SELECT version FROM taxonomy WHERE id = 1 FOR UPDATE";
    private const string InsertSql =
        "INSERT INTO capacity (code, data_code, parent_id, wikidata) VALUES (@Code, @Code, @parent, @Wikidata); SELECT LAST_INSERT_ID();";
    private const string UpdateSql = "UPDATE capacity SET parent_id = @parent, wikidata = @Wikidata WHERE id = @Id";
    private const string VersionSql = "UPDATE taxonomy SET version = version + 1 WHERE id = 1";

    // Data files never overwrite a reviewed name, which is a person's work. data_code still finds a capacity to which curators gave another code.
    private const string NameSql = """
        INSERT INTO capacity_name (capacity_id, language, name, description, state)
        SELECT c.id, @language, j.name, j.description, j.state
          FROM JSON_TABLE(@names, '$[*]' COLUMNS (code VARCHAR(60) PATH '$.Code' ERROR ON ERROR, name VARCHAR(200) PATH '$.Name' ERROR ON ERROR,
                          description VARCHAR(1000) PATH '$.Description' ERROR ON ERROR, state VARCHAR(10) PATH '$.State' ERROR ON ERROR)) j
          JOIN capacity c ON c.data_code = CONVERT(j.code USING ascii)
        ON DUPLICATE KEY UPDATE name = IF(capacity_name.state = 'reviewed', capacity_name.name, VALUES(name)),
            description = IF(capacity_name.state = 'reviewed', capacity_name.description, VALUES(description)),
            state = IF(capacity_name.state = 'reviewed', capacity_name.state, VALUES(state))
        """;

    public static async Task LoadTreeAsync(DbTransaction transaction, IEnumerable<CapacityDataRow> rows)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(LockSql, transaction: transaction);
        var tree = await Taxonomy.ReadAsync(connection, transaction);
        foreach (var row in rows)
        {
            var parent = Parent(tree, row.Parent);
            if (tree.OfData(row.Code) is { } known)
            {
                // Skips the row when a curator moved the file's parent below this capacity, which would make a circle.
                if (known.Curated || tree.IsAtOrBelow(parent, known.Id)) continue;
                await connection.ExecuteAsync(UpdateSql, new { known.Id, parent, row.Wikidata }, transaction);
                tree.Put(known with { ParentId = parent });
            }
            else if (!tree.IsTaken(row.Code))
            {
                var id = await connection.ExecuteScalarAsync<uint>(InsertSql, new { row.Code, parent, row.Wikidata }, transaction);
                tree.Put(new TaxonomyRow { Id = id, Code = row.Code, DataCode = row.Code, ParentId = parent });
            }
        }
        await connection.ExecuteAsync(VersionSql, transaction: transaction);
    }

    public static async Task LoadNamesAsync(DbTransaction transaction, string language, IReadOnlyDictionary<string, CapacityDataName> names)
    {
        var rows = JsonSerializer.Serialize(names.Select(n => new { Code = n.Key, n.Value.Name, n.Value.Description, n.Value.State }));
        await transaction.Connection!.ExecuteAsync(NameSql, new { language, names = rows }, transaction);
        await transaction.Connection!.ExecuteAsync(VersionSql, transaction: transaction);
    }

    /// <summary>Returns the current id of the parent named in the file. Follows merges and successors, and skips parents that are no longer open. Null for a
    /// root.</summary>
    private static uint? Parent(Taxonomy tree, string? code)
    {
        if (code is null) return null;
        if (tree.FindOpen(code) is { } open && tree.OfData(code) is null) return open.Id;
        var row = tree.OfData(code);
        for (var steps = 0; row is not null && steps < 100; steps++)
        {
            row = tree.Lead(row);
            if (row.State == CapacityState.Open) return row.Id;
            row = (row.SuccessorId ?? row.ParentId) is { } next ? tree[next] : null;
        }
        return null;
    }
}

/// <summary>A capacity in sql/data/capacities.json.</summary>
internal sealed record CapacityDataRow(string Code, string? Parent, string? Wikidata);

/// <summary>A name in sql/data/capacities.[language].json.</summary>
internal sealed record CapacityDataName(string Name, string Description, string State = CapacityText.Source);
