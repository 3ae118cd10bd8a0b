using System.Data.Common;
using System.Text.Json;
using CapX.Data.Content;
using CapX.Data.Editing;
using CapX.Data.Index;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.People;

/// <summary>Saves a complete profile in one transaction, which also deletes its draft, and updates the index.</summary>
public sealed class SaveProfileCommand(Database database, Vocabulary vocabulary, PeopleIndex index, TimeProvider time)
{
    private const int MostSavesAMinute = 20;

    // One message for another person's name, a role and CapX, so as not to reveal who has an account here.
    private const string Imitates = "people-edit-error-display-name";

    // A concurrent save waits here and then sees the newer version.
    private const string LockSql = $"""
        SELECT p.content_id AS {nameof(Stored.ContentId)}, p.version AS {nameof(Stored.Version)}, p.username AS {nameof(Stored.Username)},
               p.display_name AS {nameof(Stored.DisplayName)} FROM person p WHERE p.id = @PersonId FOR UPDATE
        """;

    private const string PersonSql = """
        UPDATE person
              SET display_name = NULLIF(@DisplayName, ''), display_name_hidden = NULL, about = NULLIF(@About, ''), about_language = NULLIF(@AboutLanguage, ''),
                  home_wiki = NULLIF(@HomeWiki, ''), not_taking_until = @NotTakingUntil, visibility = @Visibility,
                  about_seen = @AboutSeen, languages_seen = @LanguagesSeen, territories_seen = @TerritoriesSeen,
                  affiliations_seen = @AffiliationsSeen, exchanges_seen = @ExchangesSeen, indexable = @Indexable, updated_at = @Now, version = version + 1
         WHERE id = @PersonId
        """;

    private const string DeleteLanguagesSql = "DELETE FROM person_language WHERE person_id = @PersonId";
    private const string DeleteTerritoriesSql = "DELETE FROM person_territory WHERE person_id = @PersonId";
    private const string DeleteProjectsSql = "DELETE FROM person_project WHERE person_id = @PersonId";
    private const string DeleteCapacitiesSql = "DELETE FROM person_capacity WHERE person_id = @PersonId";

    private const string LanguageSql = """
        INSERT INTO person_language (person_id, language, level)
        SELECT @PersonId, j.language, j.level
          FROM JSON_TABLE(@languages, '$[*]' COLUMNS (language VARCHAR(35) PATH '$.Code' ERROR ON ERROR, level CHAR(1) PATH '$.Level' ERROR ON ERROR)) j
        """;

    private const string TerritorySql = $"INSERT INTO person_territory (person_id, territory) SELECT @PersonId, j.territory FROM {CodeRows.Territories}";
    private const string ProjectSql = $"INSERT INTO person_project (person_id, project) SELECT @PersonId, j.project FROM {CodeRows.Projects}";

    private const string CapacitySql = $"""
        INSERT INTO person_capacity (person_id, role, capacity_id, methods, note)
        SELECT @PersonId, j.role, j.capacity_id, j.methods, NULLIF(j.note, '') FROM {CodeRows.RoleCapacities}
        """;

    private readonly CallLimit _limit = new(time, MostSavesAMinute, TimeSpan.FromMinutes(1));

    /// <summary>Saves the form when it started from the stored version. Otherwise returns the stored data.</summary>
    public async Task<SaveResult> RunAsync(Actor actor, ProfileForm form, uint version, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var (clean, errors) = form.Check(vocabulary, today);
        if (errors.Count > 0) return new FormInvalid<ProfileField>(errors);
        if (_limit.Take(actor.PersonId) is { } wait) return new FormTooOften(wait);
        var outcome = await database.WriteAsync<SaveResult>(async transaction =>
        {
            var connection = transaction.Connection!;
            var stored = await connection.QuerySingleOrDefaultAsync<Stored>(LockSql, new { actor.PersonId }, transaction);
            if (await Permit.RefusalAsync(transaction, actor, Act.SaveProfile, now) is { } refused) return new FormRefused(refused);
            if (stored?.Version != version)
            {
                var current = (await ProfileQuery.ReadAsync(connection, transaction, actor.PersonId, today))!;
                // A retry: the response to the same save was lost.
                if (clean.DiffersIn(current.Form).Any()) return new FormStale<ProfileForm>(current.Form, current.Version, current.UpdatedAt!.Value);
                await connection.ExecuteAsync(DropDraftCommand.Sql, new { actor.PersonId, Form = ProfileForm.DraftName }, transaction);
                return new FormSaved(current.Version, current.UpdatedAt!.Value);
            }
            var isRenamed = clean.DisplayName != (stored.DisplayName ?? "");
            if (isRenamed) await DisplayNames.LockAsync(transaction);
            if (isRenamed && await DisplayNames.IsRefusedAsync(transaction, actor.PersonId, stored.Username, clean.DisplayName))
                return new FormInvalid<ProfileField>([new(ProfileField.DisplayName, Imitates)]);
            await WriteAsync(transaction, actor.PersonId, clean, now);
            if (isRenamed) await DisplayNames.SettleAsync(transaction, actor.PersonId);
            await ContentWatch.SavedAsync(transaction, PersonContent.Kind, stored.ContentId, now);
            return new FormSaved(version + 1, now);
        }, token).ConfigureAwait(false);
        if (outcome is FormSaved) await index.RefreshAsync(actor.PersonId).ConfigureAwait(false);
        return outcome;
    }

    private async Task WriteAsync(DbTransaction transaction, ulong personId, ProfileForm form, DateTime now)
    {
        await vocabulary.HoldAsync(transaction);
        var parameters = new
        {
            PersonId = personId,
            Now = now,
            form.DisplayName,
            form.About,
            form.AboutLanguage,
            form.HomeWiki,
            form.NotTakingUntil,
            Visibility = form.Visibility.ToString().ToLowerInvariant(),
            AboutSeen = form.Parts.Written(ProfilePart.About),
            LanguagesSeen = form.Parts.Written(ProfilePart.Languages),
            TerritoriesSeen = form.Parts.Written(ProfilePart.Territories),
            AffiliationsSeen = form.Parts.Written(ProfilePart.Affiliations),
            ExchangesSeen = form.Parts.Written(ProfilePart.Exchanges),
            form.Indexable,
            languages = JsonSerializer.Serialize(form.Languages),
            territories = JsonSerializer.Serialize(form.Territories),
            projects = JsonSerializer.Serialize(form.Projects),
            capacities = CodeRows.Of(form.Knows, form.Offers, form.Wants, vocabulary.Capacities),
            Form = ProfileForm.DraftName,
        };
        foreach (var sql in (string[])
        [
            PersonSql, DeleteLanguagesSql, DeleteTerritoriesSql, DeleteProjectsSql, DeleteCapacitiesSql,
            LanguageSql, TerritorySql, ProjectSql, CapacitySql, DropDraftCommand.Sql,
        ])
        {
            await transaction.Connection!.ExecuteAsync(sql, parameters, transaction);
        }
    }

    private sealed record Stored
    {
        public ulong ContentId { get; init; }
        public uint Version { get; init; }
        public required string Username { get; init; }
        public string? DisplayName { get; init; }
    }
}
