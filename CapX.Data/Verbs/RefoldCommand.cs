using CapX.Data.Moderation;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Verbs;

/// <summary>Recomputes stored folded data after a change to <see cref="Text"/> folding or the reference lists: the catalogue with its codes, and the
/// moderators' word list.</summary>
public sealed class RefoldCommand(Database database, Vocabulary vocabulary)
{
    private const string FilesSql = "SELECT CONCAT(name, ' ', checksum) FROM reference_file ORDER BY name";
    private const string KnownSql = "SELECT version FROM folded_version WHERE id = 1";
    private const string RecordSql = "INSERT INTO folded_version (id, version) VALUES (1, @version) ON DUPLICATE KEY UPDATE version = VALUES(version)";

    /// <summary>Returns false when everything was up to date. An interrupted run starts over, and only differences are written.</summary>
    public async Task<bool> RunAsync(CancellationToken token = default)
    {
        var (version, known) = await database.ReadAsync(
            async connection => (Migrator.Checksum($"{Text.Version}\n{string.Join('\n', await connection.QueryAsync<string>(FilesSql))}"),
                await connection.ExecuteScalarAsync<string?>(KnownSql)), token).ConfigureAwait(false);
        if (version == known) return false;
        foreach (var kind in CatalogueContent.InCatalogue)
        {
            ulong? after = 0;
            while (after is { } from)
                after = await database.WriteAsync(transaction => CatalogueRewrite.RunAfterAsync(transaction, vocabulary, kind, from), token)
                    .ConfigureAwait(false);
        }
        await database.WriteAsync(async transaction =>
        {
            await FlagWords.RefoldAsync(transaction);
            return await transaction.Connection!.ExecuteAsync(RecordSql, new { version }, transaction);
        }, token).ConfigureAwait(false);
        return true;
    }
}
