using System.Data.Common;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>Moves everything held of one capacity to another, records who held what, and moves it back on request. Runs a fixed number of set-based statements,
/// however many rows are affected.</summary>
internal static class CapacityMoves
{
    /// <summary>How long after a merge the records are kept and the merge can be undone.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);

    /// <summary>Deletes the records of merges older than <see cref="Life"/>.</summary>
    public const string EndSql =
        "DELETE FROM capacity_moved WHERE change_id IN (SELECT id FROM capacity_change WHERE changed_at <= @before) ORDER BY id LIMIT @Portion";

    // Joins two notes by a line break when both fit in 500 characters. Otherwise keeps the target's note.
    private const string NoteSql = """
        CASE WHEN t.note IS NULL THEN s.note WHEN s.note IS NULL OR t.note = s.note OR CHAR_LENGTH(t.note) + CHAR_LENGTH(s.note) >= 500 THEN t.note
          ELSE CONCAT(t.note, '\n', s.note) END
        """;

    private const string KeptNoteSql = """
        CASE WHEN m.target_note IS NULL THEN m.note WHEN m.note IS NULL OR m.target_note = m.note
          OR CHAR_LENGTH(m.target_note) + CHAR_LENGTH(m.note) >= 500 THEN m.target_note ELSE CONCAT(m.target_note, '\n', m.note) END
        """;

    private const string KeepSharedSql = """
        INSERT INTO capacity_moved (change_id, content_id, role, methods, note, had_target, target_methods, target_note)
        SELECT @change, {2}, s.role, s.methods, s.note, t.{1} IS NOT NULL, COALESCE(t.methods, 0), t.note
          FROM {0} s LEFT JOIN {0} t ON t.{1} = s.{1} AND t.role = s.role AND t.capacity_id = @target
         WHERE s.capacity_id = @source
        """;

    private const string JoinSharedSql = $$"""
        UPDATE {0} t JOIN {0} s ON s.{1} = t.{1} AND s.role = t.role AND s.capacity_id = @source SET t.note = {{NoteSql}}, t.methods = t.methods | s.methods
          WHERE t.capacity_id = @target
        """;

    private const string KeepPlainSql = """
        INSERT INTO capacity_moved (change_id, content_id, had_target)
        SELECT @change, {2}, t.{1} IS NOT NULL FROM {0} s LEFT JOIN {0} t ON t.{1} = s.{1} AND t.capacity_id = @target WHERE s.capacity_id = @source
        """;

    private const string DropSharedDoubleSql =
        "DELETE s FROM {0} s JOIN {0} t ON t.{1} = s.{1} AND t.role = s.role AND t.capacity_id = @target WHERE s.capacity_id = @source";
    private const string DropPlainDoubleSql = "DELETE s FROM {0} s JOIN {0} t ON t.{1} = s.{1} AND t.capacity_id = @target WHERE s.capacity_id = @source";
    private const string HandOverSql = "UPDATE {0} SET capacity_id = @target WHERE capacity_id = @source";

    // Matches only rows that are unchanged since the merge. A later edit by their owner stays.
    private const string UntouchedSql =
        $"m.change_id = @change AND t.capacity_id = @target AND t.methods = m.methods | m.target_methods AND t.note COLLATE utf8mb4_bin <=> {KeptNoteSql}";

    private const string GiveSharedSql = $$"""
        INSERT INTO {0} ({1}, role, capacity_id, methods, note)
        SELECT {4}, m.role, @source, m.methods, m.note FROM {3} JOIN {0} t ON t.{1} = {4} AND t.role = m.role WHERE {{UntouchedSql}}
        """;

    private const string UnjoinSharedSql = $$"""
        UPDATE {3} JOIN {0} t ON t.{1} = {4} AND t.role = m.role SET t.methods = m.target_methods, t.note = m.target_note
         WHERE m.had_target AND {{UntouchedSql}}
        """;
    private const string TakeSharedSql =
        $$"""DELETE t FROM {3} JOIN {0} t ON t.{1} = {4} AND t.role = m.role WHERE NOT m.had_target AND {{UntouchedSql}}""";

    // What is offered is also known. An edited offer stays where it is while its unedited "knows" row moves back, so add the missing one.
    private const string KnownSql =
        "INSERT IGNORE INTO {0} ({1}, role, capacity_id) SELECT {1}, 'knows', capacity_id FROM {0} WHERE role = 'offers' AND capacity_id IN (@source, @target)";

    private const string GivePlainSql = """
        INSERT INTO {0} ({1}, capacity_id) SELECT {4}, @source FROM {3} JOIN {0} t ON t.{1} = {4} AND t.capacity_id = @target
         WHERE m.change_id = @change
        """;

    private const string TakePlainSql =
        "DELETE t FROM {3} JOIN {0} t ON t.{1} = {4} WHERE m.change_id = @change AND NOT m.had_target AND t.capacity_id = @target";

    private const string KeepExchangesSql = "INSERT INTO capacity_moved (change_id, exchange_id) SELECT @change, id FROM exchange WHERE capacity_id = @source";
    private const string GiveExchangesSql =
        "UPDATE exchange e JOIN capacity_moved m ON m.exchange_id = e.id SET e.capacity_id = @source WHERE m.change_id = @change AND e.capacity_id = @target";

    private const string ForgetSql = "DELETE FROM capacity_moved WHERE change_id = @change";

    private static readonly IReadOnlyList<CapacityTable> Tables = [.. ContentKind.All.Select(kind => kind.Capacities).OfType<CapacityTable>()];

    private static readonly string[] ThereSql =
    [
        .. Tables.Where(of => of.HasRoles).SelectMany(of => Each(of, KeepSharedSql, JoinSharedSql, DropSharedDoubleSql, HandOverSql)),
        .. Tables.Where(of => !of.HasRoles).SelectMany(of => Each(of, KeepPlainSql, DropPlainDoubleSql, HandOverSql)),
        KeepExchangesSql, .. Each(new CapacityTable("exchange", "id", HasRoles: false), HandOverSql),
    ];

    private static readonly string[] BackSql =
    [
        .. Tables.Where(of => of.HasRoles).SelectMany(of => Each(of, GiveSharedSql, UnjoinSharedSql, TakeSharedSql, KnownSql)),
        .. Tables.Where(of => !of.HasRoles).SelectMany(of => Each(of, GivePlainSql, TakePlainSql)), GiveExchangesSql, ForgetSql,
    ];

    /// <summary>Moves from the source to the target, and records with the change what each holder had.</summary>
    public static Task ThereAsync(DbTransaction transaction, ulong change, uint source, uint target) => RunAsync(transaction, ThereSql, change, source, target);

    /// <summary>Moves back to the source whatever its holder has not changed since.</summary>
    public static Task BackAsync(DbTransaction transaction, ulong change, uint source, uint target) => RunAsync(transaction, BackSql, change, source, target);

    private static async Task RunAsync(DbTransaction transaction, string[] statements, ulong change, uint source, uint target)
    {
        foreach (var sql in statements) await transaction.Connection!.ExecuteAsync(sql, new { change, source, target }, transaction);
    }

    // The id of the content of a row "s", what was moved of this kind, and its owner. Most often, the id of the owner is the id of the content.
    private static string ContentSql(CapacityTable of) =>
        of.OwnerTable is null ? $"s.{of.Owner}" : $"(SELECT o.content_id FROM {of.OwnerTable} o WHERE o.id = s.{of.Owner})";
    private static string MovedSql(CapacityTable of) =>
        of.OwnerTable is null ? "capacity_moved m" : $"capacity_moved m JOIN {of.OwnerTable} o ON o.content_id = m.content_id";
    private static string OwnerSql(CapacityTable of) => of.OwnerTable is null ? "m.content_id" : "o.id";

    // Inserts only table and column names from the kinds, never a value.
    private static IEnumerable<string> Each(CapacityTable of, params string[] statements) =>
        statements.Select(sql => sql.Replace("{2}", ContentSql(of), StringComparison.Ordinal).Replace("{3}", MovedSql(of), StringComparison.Ordinal)
            .Replace("{4}", OwnerSql(of), StringComparison.Ordinal).Replace("{0}", of.Name, StringComparison.Ordinal)
            .Replace("{1}", of.Owner, StringComparison.Ordinal));
}
