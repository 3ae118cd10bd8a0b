using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Reads the word list for moderators.</summary>
public sealed class FlagWordsQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT w.id AS {nameof(FlagWord.Id)}, w.word AS {nameof(FlagWord.Word)}, p.username AS {nameof(FlagWord.AddedBy)},
               w.added_at AS {nameof(FlagWord.AddedAt)}
          FROM flag_word w LEFT JOIN person p ON p.id = w.added_by ORDER BY w.folded
        """;

    /// <summary>Null when the person is not a moderator.</summary>
    public Task<IReadOnlyList<FlagWord>?> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<FlagWord>?>(async connection =>
            await Permit.HasRoleAsync(connection, personId, Act.KeepFlagWords, now) ? (await connection.QueryAsync<FlagWord>(Sql)).AsList() : null, token);
    }
}
