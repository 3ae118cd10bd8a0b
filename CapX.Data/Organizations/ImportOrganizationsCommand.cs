using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CapX.Data.Editing;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>The result of importing one line.</summary>
public enum ImportResult
{
    Created,

    /// <summary>Imported before, and the line has changed since.</summary>
    Updated,

    /// <summary>The stored organization already matches the line.</summary>
    Unchanged,

    /// <summary>The organization exists and people have edited, created or removed it since. Left untouched.</summary>
    Kept,
    Invalid,
}

/// <summary>The result for a line, with the organization's slug or the errors in its fields.</summary>
public sealed record ImportedLine(int Line, ImportResult Outcome, string? Slug = null, IReadOnlyList<FormError<OrganizationField>>? Errors = null);

/// <summary>Imports organizations from a list, one transaction per line. Importing the same list again creates no duplicates.</summary>
public sealed class ImportOrganizationsCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    // The organization created from the same line earlier, or else one with the same page on Meta.
    private const string SameSql = """
        SELECT id AS Item1, slug AS Item2, form_key = @key AND state <> 'removed' AS Item3 FROM organization WHERE form_key = @key
         OR (@MetaPage <> '' AND meta_page = @MetaPage AND state <> 'merged') ORDER BY form_key = @key DESC, id LIMIT 1
        """;

    private const string LastSql =
        "SELECT what AS Item1, form AS Item2 FROM organization_change WHERE organization_id = @id AND form IS NOT NULL ORDER BY id DESC LIMIT 1";

    /// <summary>Checks and writes one line. With <paramref name="isDry"/> it writes nothing and returns what it would do.</summary>
    public async Task<ImportedLine> RunAsync(int line, OrganizationForm form, bool areConfirmed, bool isDry, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (clean, errors) = form.Check(vocabulary);
        if (errors.Count > 0) return new ImportedLine(line, ImportResult.Invalid, Errors: errors);
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
            if (!same.IsImported) return new ImportedLine(line, ImportResult.Kept, same.Slug);
            var (what, json) = await connection.QuerySingleAsync<(string, string)>(LastSql, new { id = same.Id }, transaction);
            if (what != OrganizationChange.Imported) return new ImportedLine(line, ImportResult.Kept, same.Slug);
            if (json == JsonSerializer.Serialize(form)) return new ImportedLine(line, ImportResult.Unchanged, same.Slug);
            if (!isDry) await WriteAsync(transaction, same.Id, form, now, isNew: false);
            return new ImportedLine(line, ImportResult.Updated, same.Slug);
        }
        if (isDry) return new ImportedLine(line, ImportResult.Created);
        var id = await OrganizationRows.InsertAsync(transaction, form, state, key, now);
        await WriteAsync(transaction, id, form, now, isNew: true);
        return new ImportedLine(line, ImportResult.Created, (await OrganizationRows.ReadAsync(transaction, id))!.Slug);
    }

    private async Task WriteAsync(DbTransaction transaction, ulong id, OrganizationForm form, DateTime now, bool isNew)
    {
        await OrganizationRows.WriteAsync(transaction, vocabulary, id, form, now, isNew);
        await OrganizationRows.NoteAsync(transaction, id, null, OrganizationChange.Imported, now, form);
    }

    /// <summary>Must never change, unlike search folding: stored keys depend on it.</summary>
    private static string Identity(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
            if (!Letters.IsMark(Rune.GetUnicodeCategory(rune))) plain.Append(NameSkeleton.Plain(rune.Value) ?? rune.ToString());
        return plain.ToString();
    }

    /// <summary>A stable key from the page on Meta, or else from the type and first name, so each import finds the same organization.</summary>
    private static Guid Key(OrganizationForm form)
    {
        var identity = form.MetaPage.Length > 0 ? $"meta {form.MetaPage}" : $"name {form.Type} {Identity(form.Names[0].Name)}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"organization {identity}")).AsSpan(0, 16));
    }
}
