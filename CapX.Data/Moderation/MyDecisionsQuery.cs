using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Reads the decisions about a person and about what they are responsible for.</summary>
public sealed class MyDecisionsQuery(Database database)
{
    /// <summary>A decision "d" that concerns the person <c>@personId</c>. Hidden or removed content of an organization or event concerns all its managers or
    /// organizers. A decision on erased content concerns those who were notified of it. Everyone who can see a decision may appeal.</summary>
    internal static readonly string MineSql = $"""
        (d.person_id <=> @personId
         OR (d.kind IN ('hide', 'remove')
           AND EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = d.organization_id AND m.person_id = @personId AND {Managing.Sql}))
         OR (d.kind IN ('hide', 'remove')
           AND EXISTS (SELECT 1 FROM moderation_case c WHERE c.id = d.case_id AND {CaseContent.AnswersSql}))
         OR (d.erased_at IS NOT NULL AND EXISTS (SELECT 1 FROM notice n WHERE n.decision_id = d.id AND n.person_id = @personId)))
        """;

    private static readonly string Sql = $"""
        SELECT {DecisionFound.ColumnsSql}
          FROM decision d {DecisionFound.JoinsSql}
         WHERE {MineSql}
           AND (@id IS NULL OR d.id = @id)
         ORDER BY d.id DESC LIMIT 200
        """;

    /// <summary>Newest first. One query.</summary>
    public Task<IReadOnlyList<DecisionFound>> RunAsync(ulong personId, CancellationToken token = default) => ReadAsync(null, personId, token);

    /// <summary>One of them, or null.</summary>
    public async Task<DecisionFound?> OneAsync(ulong id, ulong personId, CancellationToken token = default) =>
        (await ReadAsync(id, personId, token).ConfigureAwait(false)) is [var one] ? one : null;

    private Task<IReadOnlyList<DecisionFound>> ReadAsync(ulong? id, ulong personId, CancellationToken token) =>
        database.ReadAsync<IReadOnlyList<DecisionFound>>(async connection =>
            (await connection.QueryAsync<DecisionFound>(Sql, new { id, personId })).AsList(), token);
}
