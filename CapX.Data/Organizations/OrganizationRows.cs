using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Writes a complete organization: its row, lists, history and catalogue entry.</summary>
internal static class OrganizationRows
{
    private const int LongestSlug = 60;

    // Slugs taken by pages of the site.
    private static readonly string[] Reserved = ["options", "propose", "waiting"];

    private const string InsertSql = """
        INSERT INTO content (kind) VALUES ('organization');
        INSERT INTO organization (id, slug, type, state, created_at, confirmed_at, updated_at, form_key)
         VALUES (LAST_INSERT_ID(), @slug, 'partner', @state, @now, IF(@state = 'confirmed', @now, NULL), @now, @formKey);
        SELECT LAST_INSERT_ID();
        """;

    private const string SlugsSql = "SELECT slug FROM organization WHERE slug = @slug OR slug LIKE CONCAT(@slug, '-%')";

    private const string RowSql = """
        UPDATE organization
           SET type = @Type, about = NULLIF(@About, ''), about_language = NULLIF(@AboutLanguage, ''), meta_page = NULLIF(@MetaPage, ''),
             website = NULLIF(@Website, ''),
               mastodon = NULLIF(@Mastodon, ''), report_link = NULLIF(@ReportLink, ''), updated_at = @now, version = version + @step
         WHERE id = @id
        """;

    private const string ForgetSql = """
        DELETE FROM organization_name WHERE organization_id = @id;
        DELETE FROM organization_territory WHERE organization_id = @id;
        DELETE FROM organization_project WHERE organization_id = @id;
        DELETE FROM organization_capacity WHERE organization_id = @id;
        """;

    private const string NamesSql = """
        INSERT INTO organization_name (organization_id, position, language, name)
        SELECT @id, j.position, j.language, j.name
          FROM JSON_TABLE(@names, '$[*]' COLUMNS (position FOR ORDINALITY, language VARCHAR(35) PATH '$.Language' ERROR ON ERROR,
            name VARCHAR(200) PATH '$.Name' ERROR ON ERROR)) j
        """;

    private const string TerritoriesSql =
        $"INSERT INTO organization_territory (organization_id, territory) SELECT @id, j.territory FROM {CodeRows.Territories}";
    private const string ProjectsSql = $"INSERT INTO organization_project (organization_id, project) SELECT @id, j.project FROM {CodeRows.Projects}";

    private const string CapacitiesSql = $"""
        INSERT INTO organization_capacity (organization_id, role, capacity_id, methods, note)
        SELECT @id, j.role, j.capacity_id, j.methods, NULLIF(j.note, '') FROM {CodeRows.RoleCapacities}
        """;

    private const string OneSql = $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE o.id = @id";
    private const string ManySql = $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE o.id IN @ids ORDER BY o.id";

    private const string ChangeSql = """
        INSERT INTO organization_change (organization_id, author_id, what, form, subject_id, changed_at) VALUES (@id, @author, @what, @form, @subject, @now)
        """;

    /// <summary>Inserts the row, still without the form's data. The slug comes from the English name, or else the first one, with a number when it is
    /// taken.</summary>
    public static async Task<ulong> InsertAsync(DbTransaction transaction, OrganizationForm form, OrganizationState state, Guid formKey, DateTime now)
    {
        var connection = transaction.Connection!;
        var plain = Slug(form);
        var taken = (await connection.QueryAsync<string>(SlugsSql, new { slug = plain }, transaction)).Concat(Reserved).ToHashSet(StringComparer.Ordinal);
        var slug = plain;
        for (var number = 2; taken.Contains(slug); number++) slug = string.Create(CultureInfo.InvariantCulture, $"{plain}-{number}");
        return await connection.ExecuteScalarAsync<ulong>(InsertSql,
            new { slug, state = state.ToString().ToLowerInvariant(), now, formKey = formKey.ToByteArray() }, transaction);
    }

    /// <summary>Replaces the stored data with a checked form. A new row keeps its initial version.</summary>
    public static async Task WriteAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id, OrganizationForm form, DateTime now, bool isNew)
    {
        await vocabulary.HoldAsync(transaction);
        var values = new
        {
            id,
            now,
            step = isNew ? 0 : 1,
            form.Type,
            form.About,
            form.AboutLanguage,
            form.MetaPage,
            form.Website,
            form.Mastodon,
            form.ReportLink,
            names = JsonSerializer.Serialize(form.Names),
            territories = JsonSerializer.Serialize(form.Territories),
            projects = JsonSerializer.Serialize(form.Projects),
            capacities = CodeRows.Of(form.Knows, form.Offers, form.Wants, vocabulary.Capacities),
        };
        foreach (var sql in (string[])[RowSql, ForgetSql, NamesSql, TerritoriesSql, ProjectsSql, CapacitiesSql])
            await transaction.Connection!.ExecuteAsync(sql, values, transaction);
        await ListAsync(transaction, vocabulary, id);
    }

    /// <summary>The stored organization in any state. Null when it does not exist.</summary>
    public static async Task<OrganizationFound?> ReadAsync(DbTransaction transaction, ulong id) =>
        (await transaction.Connection!.QuerySingleOrDefaultAsync<OrganizationRow>(OneSql, new { id }, transaction))?.Found();

    /// <summary>Updates the catalogue entry from the stored data. Removes the entry unless the organization is confirmed.</summary>
    public static async Task ListAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id)
    {
        await vocabulary.HoldAsync(transaction);
        if (await ReadAsync(transaction, id) is not { State: OrganizationState.Confirmed } stored)
        {
            await CatalogueEntry.RemoveAsync(transaction, id);
            return;
        }
        await Entry(stored).PutAsync(transaction, vocabulary);
    }

    /// <summary>The catalogue entries of some organizations.</summary>
    public static async Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids) =>
        (await transaction.Connection!.QueryAsync<OrganizationRow>(ManySql, new { ids }, transaction)).Select(row => Entry(row.Found()));

    private static CatalogueEntry Entry(OrganizationFound stored) => new()
    {
        Kind = OrganizationContent.Kind,
        Id = stored.Id,
        IsPublic = true,
        Name = stored.Name(["en"]).Name,
        Texts = [.. stored.Names.Select(n => n.Name), stored.About?.Text, stored.MetaPage],
        Codes =
        [
            new(OrganizationFacets.Type, stored.Type),
            .. stored.Knows.Select(code => new CatalogueCode(Facet.Knows, code)),
            .. stored.Offers.SelectMany(shared => CatalogueEntry.Of(Facet.Offers, shared)),
            .. stored.Wants.SelectMany(shared => CatalogueEntry.Of(Facet.Wants, shared)),
            .. stored.Territories.Select(code => new CatalogueCode(Facet.Territory, code)),
            .. stored.Projects.Select(code => new CatalogueCode(Facet.Project, code)),
        ],
        CreatedAt = stored.CreatedAt,
        UpdatedAt = stored.UpdatedAt,
    };

    /// <summary>Adds a history entry. A null author stands for an import. <paramref name="form"/> is the saved form, <paramref name="subject"/> the person
    /// concerned.</summary>
    public static Task NoteAsync(DbTransaction transaction, ulong id, ulong? author, string what, DateTime now, OrganizationForm? form = null,
        ulong? subject = null) =>
        transaction.Connection!.ExecuteAsync(ChangeSql, new { id, author, what, form = form is null ? null : JsonSerializer.Serialize(form), subject, now },
            transaction);

    /// <summary>ASCII letters and digits, with hyphens between words. "group" when the name has none.</summary>
    private static string Slug(OrganizationForm form)
    {
        var name = (form.Names.FirstOrDefault(n => n.Language == "en") ?? form.Names[0]).Name;
        var slug = new StringBuilder();
        foreach (var word in Text.Words(name).Select(w => string.Concat(w.Where(char.IsAsciiLetterOrDigit))).Where(w => w.Length > 0))
        {
            if (slug.Length + word.Length + 1 > LongestSlug) break;
            if (slug.Length > 0) slug.Append('-');
            slug.Append(word);
        }
        return slug.Length == 0 ? "group" : slug.ToString();
    }
}
