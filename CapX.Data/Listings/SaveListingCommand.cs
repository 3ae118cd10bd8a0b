using System.Data.Common;
using System.Globalization;
using CapX.Data.Editing;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Listings;

public sealed record ListingSaved(ulong Id, uint Version, DateTime At) : FormSaved(Version, At);

/// <summary>The daily limit on new listings is reached.</summary>
public sealed record ListingTooMany : SaveResult;

/// <summary>Posts a listing for oneself or for an organization that one manages, or saves one as a whole.</summary>
public sealed class SaveListingCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    public const string NewDraftName = "listing-new";

    /// <summary>New listings per person or organization.</summary>
    public const int MostADay = 20;

    private const int MostSavesAMinute = 20;
    private const string NotManaged = "listings-error-as";

    private const string SameFormSql =
        $"SELECT l.id AS Item1, l.version AS Item2, l.updated_at AS Item3 FROM listing l WHERE l.form_key = @formKey AND {ListingVisibility.MineSql}";

    private const string OrganizationSql = $"""
        SELECT o.id FROM organization o JOIN organization_person m ON m.organization_id = o.id AND m.person_id = @PersonId AND {Managing.Sql}
         WHERE o.slug = @slug AND o.state = 'confirmed' FOR UPDATE
        """;

    private const string TodaySql = """
        SELECT (SELECT COUNT(*) FROM listing l WHERE l.created_at > @dayAgo
               AND IF(@organizationId IS NULL, l.person_id = @PersonId, l.organization_id = @organizationId))
             + IF(@organizationId IS NULL, (SELECT COUNT(*) FROM kept_limit k WHERE k.person_id = @PersonId AND k.kind = 'listing' AND k.made_at > @dayAgo), 0)
        """;

    private readonly CallLimit _limit = new(time, MostSavesAMinute, TimeSpan.FromMinutes(1));

    public static string DraftName(ulong id) => string.Create(CultureInfo.InvariantCulture, $"listing-{id}");

    /// <summary>Posts a new listing. Idempotent by form key: a repeated request returns the first listing.</summary>
    public async Task<SaveResult> PostAsync(Actor actor, ListingForm form, Guid formKey, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (clean, errors) = form.Check(vocabulary, DateOnly.FromDateTime(now));
        if (errors.Count > 0) return new FormInvalid<ListingField>(errors);
        if (_limit.Take(actor.PersonId) is { } wait) return new FormTooOften(wait);
        return await database.WriteAsync<SaveResult>(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
            if (await Permit.RefusalAsync(transaction, actor, Act.PostListing, now) is { } standing) return new FormRefused(standing);
            if (await connection.QuerySingleOrDefaultAsync<(ulong, uint, DateTime)?>(SameFormSql,
                new { formKey = formKey.ToByteArray(), Viewer = actor.PersonId }, transaction) is var (made, version, at))
                return new ListingSaved(made, version, at);
            var organizationId =
                clean.As.Length == 0
                    ? null : await connection.QuerySingleOrDefaultAsync<ulong?>(OrganizationSql, new { actor.PersonId, slug = clean.As }, transaction);
            if (clean.As.Length > 0 && organizationId is null) return new FormInvalid<ListingField>([new FormError<ListingField>(ListingField.As, NotManaged)]);
            if (await connection.ExecuteScalarAsync<long>(TodaySql, new { actor.PersonId, organizationId, dayAgo = now.AddDays(-1) }, transaction) >= MostADay)
                return new ListingTooMany();
            var id = await ListingRows.InsertAsync(transaction, organizationId is null ? actor.PersonId : null, organizationId, clean, formKey, now);
            await ListingRows.WriteAsync(transaction, vocabulary, id, clean, now, isNew: true);
            await ContentWatch.SavedAsync(transaction, ListingContent.Kind, id, now);
            await DropDraftAsync(transaction, actor, NewDraftName);
            return new ListingSaved(id, 1, now);
        }, token).ConfigureAwait(false);
    }

    /// <summary>Saves the form if it started from the stored version. Otherwise returns what is stored.</summary>
    public async Task<SaveResult> RunAsync(Actor actor, ulong id, ListingForm form, uint version, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var (clean, errors) = form.Check(vocabulary, today);
        if (errors.Count > 0) return new FormInvalid<ListingField>(errors);
        if (_limit.Take(actor.PersonId) is { } wait) return new FormTooOften(wait);
        return await database.WriteAsync<SaveResult>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.SaveListing, now) is { } standing) return new FormRefused(standing);
            if ((await ListingLock.TakeAsync(transaction, id, actor.PersonId))?.Judge(Act.SaveListing, actor) != Verdict.Allowed) return new FormNotFound();
            var current = (await ListingRows.ReadAsync(transaction, id))!;
            if (current.Version == version)
            {
                await ListingRows.WriteAsync(transaction, vocabulary, id, clean, now, isNew: false);
                await ContentWatch.SavedAsync(transaction, ListingContent.Kind, id, now);
                current = (await ListingRows.ReadAsync(transaction, id))!;
            }
            // Unless nothing differs: then the same save is being repeated, because its response may have been lost.
            else if (clean.DiffersIn(current.ToForm(today) with { As = clean.As }).Any())
            {
                return new FormStale<ListingForm>(current.ToForm(today), current.Version, current.UpdatedAt);
            }
            await DropDraftAsync(transaction, actor, DraftName(id));
            return new ListingSaved(id, current.Version, current.UpdatedAt);
        }, token).ConfigureAwait(false);
    }

    private static async Task DropDraftAsync(DbTransaction transaction, Actor actor, string name) =>
        await transaction.Connection!.ExecuteAsync(DropDraftCommand.Sql, new { actor.PersonId, Form = name }, transaction);
}
