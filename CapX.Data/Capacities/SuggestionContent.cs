using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>Suggestions for the capacity tree as a kind of content.</summary>
public sealed class SuggestionContent : ContentKind
{
    public const string Kind = "suggestion";

    private const string ColumnsSql =
        $"g.id AS {nameof(ContentFound.Id)}, g.person_id AS {nameof(ContentFound.PersonId)}, TRUE AS {nameof(ContentFound.IsSeen)}";

    private const string EraseSql = "DELETE FROM content WHERE id = @id";

    public override string Code => Kind;

    internal override string Table => "capacity_suggestion";

    // Its author can read it too, but no one can report their own content.
    internal override async Task<bool> MayReadAsync(DbConnection connection, Viewer viewer, DateTime now, DbTransaction? transaction) =>
        PermissionTable.Judge(Act.ReadSuggestions, await Permit.RolesAsync(connection, viewer.PersonId, Act.ReadSuggestions, now, transaction))
            == Verdict.Allowed;

    internal override string FoundSql =>
        $"SELECT {ColumnsSql} FROM capacity_suggestion g WHERE g.id = @key AND g.state = 'waiting' AND g.moderated IS NULL";

    internal override string OwnersSql => $"SELECT {ColumnsSql} FROM capacity_suggestion g WHERE g.id = @id";

    internal override string TitleSql(string id) => $"(SELECT g.name FROM capacity_suggestion g WHERE g.id = {id} AND g.person_id = @personId)";

    /// <summary>A curator answered. The word of the notice is the new state.</summary>
    public override IReadOnlyList<string> NoticeKinds => [Kind];

    internal override string PartsSql => """
        SELECT 'name' AS Part, g.name AS Text, g.language AS Language FROM capacity_suggestion g WHERE g.id = @id AND g.name <> ''
        UNION ALL SELECT 'text', g.description, g.language FROM capacity_suggestion g WHERE g.id = @id AND g.description <> ''
        UNION ALL SELECT 'reason', g.reason, g.language FROM capacity_suggestion g WHERE g.id = @id AND g.reason <> ''
        """;

    internal override string OwnedSql(string people) => $"SELECT g.id FROM capacity_suggestion g WHERE g.person_id IN {people}";

    internal override Task EraseAsync(DbTransaction transaction, ulong id, DateTime now) =>
        transaction.Connection!.ExecuteAsync(EraseSql, new { id }, transaction);
}
