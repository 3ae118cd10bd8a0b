using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>Writes a listing: its row, lists and catalogue entry.</summary>
internal static class ListingRows
{
    private const string InsertSql = """
        INSERT INTO content (kind) VALUES ('listing');
        INSERT INTO listing (id, person_id, organization_id, kind, title, language, created_at, updated_at, form_key)
         VALUES (LAST_INSERT_ID(), @personId, @organizationId, @Kind, @Title, @Language, @now, @now, @formKey);
        SELECT LAST_INSERT_ID();
        """;

    // Saving reopens an expired listing. A closed one stays closed.
    private const string RowSql = """
        UPDATE listing
              SET kind = @Kind, resource = NULLIF(@Resource, ''), title = @Title, text = NULLIF(@Text, ''), language = @Language,
                  visibility = IF(@IsPublic, 'public', 'members'), methods = @methods, anywhere = @Anywhere, link = NULLIF(@Link, ''), link_key = @linkKey,
                  licence = NULLIF(@Licence, ''), format = NULLIF(@Format, ''), open_until = @OpenUntil,
                  state = IF(state = 'expired', 'open', state), updated_at = @now, version = version + @step
         WHERE id = @id
        """;

    private const string ForgetSql = """
        DELETE FROM listing_capacity WHERE listing_id = @id;
        DELETE FROM listing_territory WHERE listing_id = @id;
        DELETE FROM listing_language WHERE listing_id = @id;
        """;

    private const string CapacitiesSql = $"INSERT INTO listing_capacity (listing_id, capacity_id) SELECT @id, j.capacity_id FROM {CodeRows.Capacities}";
    private const string TerritoriesSql = $"INSERT INTO listing_territory (listing_id, territory) SELECT @id, j.territory FROM {CodeRows.Territories}";
    private const string LanguagesSql = $"INSERT INTO listing_language (listing_id, language) SELECT @id, j.language FROM {CodeRows.Languages}";

    private const string OneSql = $"SELECT {ListingRow.ColumnsSql} FROM {ListingRow.FromSql} WHERE l.id = @id";
    private const string ManySql = $"SELECT {ListingRow.ColumnsSql} FROM {ListingRow.FromSql} WHERE l.id IN @ids ORDER BY l.id";

    /// <summary>Inserts the row of a checked form. Its other fields are written afterwards.</summary>
    public static Task<ulong> InsertAsync(DbTransaction transaction, ulong? personId, ulong? organizationId, ListingForm form, Guid formKey, DateTime now) =>
        transaction.Connection!.ExecuteScalarAsync<ulong>(InsertSql,
            new { personId, organizationId, form.Kind, form.Title, form.Language, now, formKey = formKey.ToByteArray() }, transaction);

    /// <summary>Writes a checked form over the stored row. A new row keeps its version.</summary>
    public static async Task WriteAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id, ListingForm form, DateTime now, bool isNew)
    {
        await vocabulary.HoldAsync(transaction);
        var values = new
        {
            id,
            now,
            step = isNew ? 0 : 1,
            form.Kind,
            form.Resource,
            form.Title,
            form.Text,
            form.Language,
            form.IsPublic,
            methods = Methods.ToBits(form.Methods),
            form.Anywhere,
            form.Link,
            linkKey = form.Link.Length == 0 ? null : WebLink.Key(form.Link),
            form.Licence,
            form.Format,
            form.OpenUntil,
            capacities = CodeRows.IdsOf(form.Capacities, vocabulary.Capacities),
            territories = JsonSerializer.Serialize(form.Territories),
            languages = JsonSerializer.Serialize(form.Languages),
        };
        foreach (var sql in (string[])[RowSql, ForgetSql, CapacitiesSql, TerritoriesSql, LanguagesSql])
            await transaction.Connection!.ExecuteAsync(sql, values, transaction);
        await ListAsync(transaction, vocabulary, id);
    }

    /// <summary>Null when the listing does not exist.</summary>
    public static async Task<ListingFound?> ReadAsync(DbTransaction transaction, ulong id) =>
        (await transaction.Connection!.QuerySingleOrDefaultAsync<ListingRow>(OneSql, new { id }, transaction))?.Found();

    /// <summary>Writes the stored listing to the catalogue.</summary>
    public static async Task ListAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id)
    {
        await vocabulary.HoldAsync(transaction);
        await Entry((await ReadAsync(transaction, id))!).PutAsync(transaction, vocabulary);
    }

    /// <summary>Returns the catalogue entries of these listings.</summary>
    public static async Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids) =>
        (await transaction.Connection!.QueryAsync<ListingRow>(ManySql, new { ids }, transaction)).Select(row => Entry(row.Found()));

    private static CatalogueEntry Entry(ListingFound stored) => new()
    {
        Kind = ListingContent.Kind,
        Id = stored.Id,
        OwnerId = stored.Owner.PersonId,
        IsPublic = stored.IsPublic,
        Name = stored.Title,
        Texts = [stored.Title, stored.Text],
        Codes =
        [
            new(ListingFacets.Kind, stored.Kind),
            new(ListingFacets.State, stored.State.ToString().ToLower(CultureInfo.InvariantCulture)),
            .. One(ListingFacets.Resource, stored.Resource),
            .. One(ListingFacets.Licence, stored.Licence),
            .. One(ListingFacets.Format, stored.Format),
            .. stored.Capacities.Select(code => new CatalogueCode(Facet.Capacity, code)),
            .. stored.Methods.Select(code => new CatalogueCode(Facet.Method, code)),
            .. stored.Languages.Select(code => new CatalogueCode(Facet.Language, code)),
            .. stored.Territories.Select(code => new CatalogueCode(Facet.Territory, code)),
            .. One(Facet.Territory, stored.Anywhere ? ListingFacets.Anywhere : null),
        ],
        CreatedAt = stored.CreatedAt,
        UpdatedAt = stored.UpdatedAt,
    };

    private static IEnumerable<CatalogueCode> One(Facet facet, string? code) => code is null ? [] : [new CatalogueCode(facet, code)];
}
