using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CapX.Data.Editing;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Saves a complete organization or restores an earlier version. For managers and curators.</summary>
public sealed class SaveOrganizationCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    private const int MostSavesAMinute = 20;

    private const string OldFormSql = "SELECT form FROM organization_change WHERE id = @changeId AND organization_id = @id AND form IS NOT NULL";

    private readonly CallLimit _limit = new(time, MostSavesAMinute, TimeSpan.FromMinutes(1));

    /// <summary>The name of the draft of an organization.</summary>
    public static string DraftName(ulong id) => string.Create(CultureInfo.InvariantCulture, $"organization-{id}");

    /// <summary>Saves the form when it started from the stored version. Otherwise returns the stored data.</summary>
    public async Task<SaveResult> RunAsync(Actor actor, ulong id, OrganizationForm form, uint version, CancellationToken token = default)
    {
        var (clean, errors) = form.Check(vocabulary);
        if (errors.Count > 0) return new FormInvalid<OrganizationField>(errors);
        return await WriteAsync(actor, id, (_, current) => Task.FromResult<OrganizationForm?>(current.Version == version ? clean : null),
            OrganizationChange.Saved, clean, token).ConfigureAwait(false);
    }

    /// <summary>Restores the form of a history entry, overwriting whatever is stored.</summary>
    public Task<SaveResult> RestoreAsync(Actor actor, ulong id, ulong changeId, CancellationToken token = default) =>
        WriteAsync(actor, id, (transaction, _) => OldAsync(transaction, id, changeId), OrganizationChange.Restored, null, token);

    private async Task<SaveResult> WriteAsync(Actor actor, ulong id, Func<DbTransaction, OrganizationFound, Task<OrganizationForm?>> wanted,
        string what, OrganizationForm? sent, CancellationToken token)
    {
        if (_limit.Take(actor.PersonId) is { } wait) return new FormTooOften(wait);
        var now = time.GetUtcNow().UtcDateTime;
        return await database.WriteAsync<SaveResult>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.SaveOrganization, now) is { } standing) return new FormRefused(standing);
            if ((await OrganizationLock.TakeAsync(transaction, id, actor.PersonId, Act.SaveOrganization, now)).Judge(Act.SaveOrganization,
                actor) != Verdict.Allowed) return new FormNotFound();
            var current = (await OrganizationRows.ReadAsync(transaction, id))!;
            if (await wanted(transaction, current) is not { } form)
            {
                if (sent is null) return new FormNotFound();
                // A retry: the response to the same save was lost.
                return !sent.DiffersIn(current.ToForm()).Any() ? await DoneAsync(transaction, actor, current)
                    : new FormStale<OrganizationForm>(current.ToForm(), current.Version, current.UpdatedAt);
            }
            await OrganizationRows.WriteAsync(transaction, vocabulary, id, form, now, isNew: false);
            await ContentWatch.SavedAsync(transaction, OrganizationContent.Kind, id, now);
            await OrganizationRows.NoteAsync(transaction, id, actor.PersonId, what, now, form);
            return await DoneAsync(transaction, actor, (await OrganizationRows.ReadAsync(transaction, id))!);
        }, token).ConfigureAwait(false);
    }

    private static async Task<OrganizationSaved> DoneAsync(DbTransaction transaction, Actor actor, OrganizationFound stored)
    {
        await transaction.Connection!.ExecuteAsync(DropDraftCommand.Sql, new { actor.PersonId, Form = DraftName(stored.Id) }, transaction);
        return new OrganizationSaved(stored.Slug, stored.Version, stored.UpdatedAt);
    }

    /// <summary>The form of a history entry, reduced to capacity codes that still exist.</summary>
    private async Task<OrganizationForm?> OldAsync(DbTransaction transaction, ulong id, ulong changeId)
    {
        if (await transaction.Connection!.QuerySingleOrDefaultAsync<string>(OldFormSql, new { id, changeId }, transaction) is not { } json) return null;
        var form = JsonSerializer.Deserialize<OrganizationForm>(json)!;
        return form with
        {
            Knows = vocabulary.Capacities.Known(form.Knows),
            Offers = vocabulary.Capacities.Known(form.Offers),
            Wants = vocabulary.Capacities.Known(form.Wants),
        };
    }
}
