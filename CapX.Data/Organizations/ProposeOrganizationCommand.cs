using CapX.Data.Editing;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Proposes an organization. The proposer becomes its first manager. A curator confirms it.</summary>
public sealed class ProposeOrganizationCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    /// <summary>The name of the draft of a new organization.</summary>
    public const string DraftName = "organization-new";

    /// <summary>How many proposals of one person may wait for a curator at once.</summary>
    public const int MostWaiting = 5;

    private const string SameFormSql = "SELECT slug AS Item1, version AS Item2, updated_at AS Item3 FROM organization WHERE form_key = @formKey";

    private const string WaitingSql = $"""
        SELECT COUNT(*) FROM organization o
         WHERE o.state = 'proposed' AND (o.id IN (SELECT m.organization_id FROM organization_person m WHERE m.person_id = @PersonId AND {Managing.Sql})
                                         OR o.id IN (SELECT k.organization_id FROM kept_limit k WHERE k.person_id = @PersonId AND k.kind = 'organization'))
        """;

    private const string ManagerSql =
        "INSERT INTO organization_person (organization_id, person_id, standing, since_at) VALUES (@id, @PersonId, 'manager', @now)";

    /// <summary>Idempotent by form key: a repeated submission returns the first organization.</summary>
    public Task<SaveResult> RunAsync(Actor actor, OrganizationForm form, Guid formKey, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (clean, errors) = form.Check(vocabulary);
        if (errors.Count > 0) return Task.FromResult<SaveResult>(new FormInvalid<OrganizationField>(errors));
        formKey = FormKey.Of(actor.PersonId, formKey);
        return database.WriteAsync<SaveResult>(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
            if (await Permit.RefusalAsync(transaction, actor, Act.ProposeOrganization, now) is { } standing) return new FormRefused(standing);
            if (await connection.QuerySingleOrDefaultAsync<(string, uint, DateTime)?>(SameFormSql, new { formKey = formKey.ToByteArray() }, transaction)
                is var (made, version, at)) return new OrganizationSaved(made, version, at);
            if (await connection.ExecuteScalarAsync<long>(WaitingSql, new { actor.PersonId }, transaction) >= MostWaiting)
                return new FormTooOften(TimeSpan.FromDays(1));
            var id = await OrganizationRows.InsertAsync(transaction, clean, OrganizationState.Proposed, formKey, now);
            await connection.ExecuteAsync(ManagerSql, new { id, actor.PersonId, now }, transaction);
            await OrganizationRows.WriteAsync(transaction, vocabulary, id, clean, now, isNew: true);
            await ContentWatch.SavedAsync(transaction, OrganizationContent.Kind, id, now);
            await OrganizationRows.NoteAsync(transaction, id, actor.PersonId, OrganizationChange.Proposed, now, clean);
            await connection.ExecuteAsync(DropDraftCommand.Sql, new { actor.PersonId, Form = DraftName }, transaction);
            var stored = (await OrganizationRows.ReadAsync(transaction, id))!;
            return new OrganizationSaved(stored.Slug, stored.Version, now);
        }, token);
    }
}
