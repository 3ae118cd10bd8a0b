using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Events;

/// <summary>A stored event, for commands.</summary>
internal sealed record EventStored(EventFound Event, string? JoiningLink)
{
    public EventForm Form => Event.ToForm(JoiningLink);
}

/// <summary>Writes an event: its row, lists and catalogue entry. <see cref="EventOrganizers"/> writes the organizers.</summary>
internal static class EventRows
{
    private const string InsertSql = """
        INSERT INTO content (kind) VALUES ('event');
        INSERT INTO event (id, title, language, kind, starts_at, ends_at, zone, registration, created_at, updated_at, form_key)
        VALUES (LAST_INSERT_ID(), '', '', 'online', @now, @now, 'UTC', 'none', @now, @now, @formKey);
        SELECT LAST_INSERT_ID();
        """;

    private const string RowSql = """
        UPDATE event
              SET title = @Title, text = NULLIF(@Text, ''), language = @Language, kind = @Kind, methods = @methods, starts_at = @StartsAt, ends_at = @EndsAt,
                  zone = @Zone, place = NULLIF(@Place, ''), joining_link = NULLIF(@JoiningLink, ''), wiki_page = NULLIF(@WikiPage, ''),
                  registration = @Registration, seats = @seats, visibility = @visibility, updated_at = @now, version = version + @step
         WHERE id = @id
        """;

    private const string ForgetSql = """
        DELETE FROM event_capacity WHERE event_id = @id;
        DELETE FROM event_language WHERE event_id = @id;
        """;

    private const string CapacitiesSql = $"INSERT INTO event_capacity (event_id, capacity_id) SELECT @id, j.capacity_id FROM {CodeRows.Capacities}";
    private const string LanguagesSql = $"INSERT INTO event_language (event_id, language) SELECT @id, j.language FROM {CodeRows.Languages}";

    private const string OneSql = $"SELECT {EventRow.StoredColumnsSql} FROM event e WHERE e.id = @id";
    private const string ManySql = $"SELECT {EventRow.StoredColumnsSql} FROM event e WHERE e.id IN @ids ORDER BY e.id";

    private const string OwnerSql =
        "SELECT IF(COUNT(*) = 1, MAX(a.person_id), NULL) FROM event_organizer a WHERE a.event_id = @id AND a.standing = 'organizer'";

    /// <summary>Increments the version when a person left the form, so that an editor opened before cannot invite them again.</summary>
    public const string NextVersionSql = "UPDATE event SET version = version + 1 WHERE id = @Id";

    /// <summary>Inserts an empty row. The form is written afterwards.</summary>
    public static Task<ulong> InsertAsync(DbTransaction transaction, Guid formKey, DateTime now) =>
        transaction.Connection!.ExecuteScalarAsync<ulong>(InsertSql, new { now, formKey = formKey.ToByteArray() }, transaction);

    /// <summary>Writes a checked form over the stored row. The caller then writes the organizers and calls <see cref="ListAsync"/>. A new row keeps its
    /// version.</summary>
    public static async Task WriteAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id, CheckedEvent it, DateTime now, bool isNew)
    {
        await vocabulary.HoldAsync(transaction);
        var form = it.Form;
        var values = new
        {
            id,
            now,
            step = isNew ? 0 : 1,
            form.Title,
            form.Text,
            form.Language,
            form.Kind,
            methods = Methods.ToBits(form.Methods),
            it.StartsAt,
            it.EndsAt,
            form.Zone,
            form.Place,
            form.JoiningLink,
            form.WikiPage,
            form.Registration,
            seats = form.Seats.Length == 0 ? default(int?) : int.Parse(form.Seats, CultureInfo.InvariantCulture),
            visibility = form.IsPublic ? "public" : "members",
            capacities = CodeRows.IdsOf(form.Capacities, vocabulary.Capacities),
            languages = JsonSerializer.Serialize(form.Languages),
        };
        foreach (var sql in (string[])[RowSql, ForgetSql, CapacitiesSql, LanguagesSql]) await transaction.Connection!.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>Null when the event does not exist.</summary>
    public static async Task<EventStored?> ReadAsync(DbTransaction transaction, ulong id) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<EventRow>(OneSql, new { id }, transaction) is { } row
            ? new EventStored(row.Found(), row.JoiningLink) : null;

    /// <summary>Writes the stored event to the catalogue.</summary>
    public static async Task ListAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id)
    {
        await vocabulary.HoldAsync(transaction);
        var owner = await transaction.Connection!.ExecuteScalarAsync<ulong?>(OwnerSql, new { id }, transaction);
        await (Entry((await ReadAsync(transaction, id))!.Event) with { OwnerId = owner }).PutAsync(transaction, vocabulary);
    }

    /// <summary>Returns the catalogue entries of these events, without their owners.</summary>
    public static async Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids) =>
        (await transaction.Connection!.QueryAsync<EventRow>(ManySql, new { ids }, transaction)).Select(row => Entry(row.Found()));

    private static CatalogueEntry Entry(EventFound stored) => new()
    {
        Kind = EventContent.Kind,
        Id = stored.Id,
        IsPublic = stored.IsPublic,
        Name = stored.Title,
        Texts = [stored.Title, stored.Text, stored.Place],
        Codes =
        [
            new(EventFacets.Kind, stored.Kind),
            .. stored.Capacities.Select(code => new CatalogueCode(Facet.Capacity, code)),
            .. stored.Methods.Select(code => new CatalogueCode(Facet.Method, code)),
            .. stored.Languages.Select(code => new CatalogueCode(Facet.Language, code)),
        ],
        CreatedAt = stored.CreatedAt,
        UpdatedAt = stored.UpdatedAt,
        StartsAt = stored.StartsAt,
        EndsAt = stored.EndsAt,
    };
}
