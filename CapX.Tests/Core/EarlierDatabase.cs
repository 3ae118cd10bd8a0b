using CapX.Data;
using CapX.Tests.Infra;
using Dapper;

namespace CapX.Tests;

/// <summary>A small database, as if the 28 migrations of the first development versions had made it.</summary>
internal static class EarlierDatabase
{
    public static readonly string[] Tables = ["migration", "person"];

    public static async Task<Database> CreateAsync(DatabaseFixture data)
    {
        var earlier = data.Beside("earlier");
        await earlier.RecreateAsync();
        await earlier.HoldAsync(connection => connection.ExecuteAsync("""
            CREATE TABLE migration (name VARCHAR(100) NOT NULL PRIMARY KEY, checksum CHAR(64) NOT NULL, applied_at DATETIME(6) NOT NULL);
            INSERT INTO migration (name, checksum, applied_at)
            VALUES ('0001-reference.sql', '', UTC_TIMESTAMP(6)), ('0002-capacities.sql', '', UTC_TIMESTAMP(6)), ('0028-seen.sql', '', UTC_TIMESTAMP(6));
            CREATE TABLE person (id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
            INSERT INTO person (id) VALUES (1)
            """));
        return earlier;
    }

    public static Task<List<string>> TablesAsync(Database database) => database.ReadAsync(async connection => (await connection.QueryAsync<string>(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name")).AsList());
}
