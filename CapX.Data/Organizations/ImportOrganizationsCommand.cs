using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CapX.Data.Editing;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>What became of one line of an import.</summary>
public enum ImportOutcome
{
    Created,

    /// <summary>Imported before, and the file says something else now.</summary>
    Updated,

    /// <summary>Here already as the file says.</summary>
    Unchanged,

    /// <summary>Here already, and edited, entered or removed by people since: left alone.</summary>
    Kept,
    Invalid,
}

/// <summary>What became of a line, with the address of the organization, or what is wrong with its fields.</summary>
public sealed record ImportedLine(int Line, ImportOutcome Outcome, string? Slug = null, IReadOnlyList<FormError<OrganizationField>>? Errors = null);

/// <summary>Takes organizations from a list, one transaction a line; the same list again makes no doubles.</summary>
public sealed class ImportOrganizationsCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    // What a line made before, else whatever has the same page on Meta.
    private const string SameSql = """
        SELECT id AS Item1, slug AS Item2, form_key = @key AND state <> 'removed' AS Item3 FROM organization WHERE form_key = @key
         OR (@MetaPage <> '' AND meta_page = @MetaPage AND state <> 'merged') ORDER BY form_key = @key DESC, id LIMIT 1
        """;

    private const string LastSql =
        "SELECT what AS Item1, form AS Item2 FROM organization_change WHERE organization_id = @id AND form IS NOT NULL ORDER BY id DESC LIMIT 1";

    /// <summary>Checks and writes one line; with <paramref name="isDry"/> it only says what it would do. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<ImportedLine> RunAsync(int line, OrganizationForm form, bool areConfirmed, bool isDry, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (clean, errors) = form.Check(vocabulary);
        if (errors.Count > 0) return new ImportedLine(line, ImportOutcome.Invalid, Errors: errors);
        return await database.WriteAsync(transaction =>
            ImportAsync(transaction, line, clean, areConfirmed ? OrganizationState.Confirmed : OrganizationState.Proposed, isDry, now), token)
                .ConfigureAwait(false);
    }

    private async Task<ImportedLine> ImportAsync(DbTransaction transaction, int line, OrganizationForm form, OrganizationState state, bool isDry, DateTime now)
    {
        var connection = transaction.Connection!;
        var key = Key(form);
        if (await connection.QuerySingleOrDefaultAsync<(ulong Id, string Slug, bool IsImported)?>(SameSql, new { key = key.ToByteArray(), form.MetaPage },
            transaction) is { } same)
        {
            if (!same.IsImported) return new ImportedLine(line, ImportOutcome.Kept, same.Slug);
            var (what, json) = await connection.QuerySingleAsync<(string, string)>(LastSql, new { id = same.Id }, transaction);
            if (what != OrganizationChange.Imported) return new ImportedLine(line, ImportOutcome.Kept, same.Slug);
            if (json == JsonSerializer.Serialize(form)) return new ImportedLine(line, ImportOutcome.Unchanged, same.Slug);
            if (!isDry) await WriteAsync(transaction, same.Id, form, now, isNew: false);
            return new ImportedLine(line, ImportOutcome.Updated, same.Slug);
        }
        if (isDry) return new ImportedLine(line, ImportOutcome.Created);
        var id = await OrganizationRows.InsertAsync(transaction, form, state, key, now);
        await WriteAsync(transaction, id, form, now, isNew: true);
        return new ImportedLine(line, ImportOutcome.Created, (await OrganizationRows.ReadAsync(transaction, id))!.Slug);
    }

    private async Task WriteAsync(DbTransaction transaction, ulong id, OrganizationForm form, DateTime now, bool isNew)
    {
        await OrganizationRows.WriteAsync(transaction, vocabulary, id, form, now, isNew);
        await OrganizationRows.NoteAsync(transaction, id, null, OrganizationChange.Imported, now, form);
    }

    /// <summary>Never changes, unlike the folding of search: keys that are stored rest on it.</summary>
    private static string Identity(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
            if (!Letters.IsMark(Rune.GetUnicodeCategory(rune))) plain.Append(NameSkeleton.Plain(rune.Value) ?? rune.ToString());
        return plain.ToString();
    }

    /// <summary>By its page on Meta, else by its first name and its type: names it the same at each import.</summary>
    private static Guid Key(OrganizationForm form)
    {
        var identity = form.MetaPage.Length > 0 ? $"meta {form.MetaPage}" : $"name {form.Type} {Identity(form.Names[0].Name)}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"organization {identity}")).AsSpan(0, 16));
    }
}
