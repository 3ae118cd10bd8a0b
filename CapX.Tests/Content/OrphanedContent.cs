using CapX.Data.Content;
using CapX.Tests.Infra;

namespace CapX.Tests.Content;

/// <summary>Looks for rows of the table content whose content was deleted in another way than by deleting that row.</summary>
internal static class OrphanedContent
{
    private static readonly string Sql = $"""
        SELECT CONCAT(c.kind, ' ', c.id) FROM content c
         WHERE NOT {ContentKind.CaseSql("c.kind", kind => $"EXISTS (SELECT 1 FROM {kind.Table} t WHERE t.{kind.IdColumn} = c.id)")} ORDER BY c.id
        """;

    /// <summary>The kind and id of each. Empty when all is well.</summary>
    public static Task<List<string>> FindAsync(DatabaseFixture data) => data.QueryAsync<string>(Sql);
}
