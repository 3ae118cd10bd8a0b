using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.SavedSearches;

/// <summary>The result of saving or deleting a search.</summary>
public enum SavedSearchResult
{
    Done,

    /// <summary>The session has ended, or the account is blocked on the wiki or suspended.</summary>
    Refused,

    /// <summary>There is no such list, the query is no query string, or the name is empty or too long.</summary>
    BadText,

    /// <summary>The search does not exist, or someone else saved it.</summary>
    NotFound,

    TooOften,

    /// <summary>The person has <see cref="SaveSearchCommand.Most"/> searches.</summary>
    Full,
}

/// <summary>Saves a search under a name. The same search saved again gets the new name.</summary>
public sealed class SaveSearchCommand(Database database, TimeProvider time)
{
    /// <summary>Per person.</summary>
    public const int Most = 50;

    /// <summary>In characters.</summary>
    public const int LongestQuery = 2000;

    /// <summary>In code points.</summary>
    public const int LongestName = 100;

    private const int MostAMinute = 20;

    private const string RenameSql = "UPDATE saved_search SET name = @name WHERE person_id = @PersonId AND kind = @kind AND query = @query";

    private const string CountSql = "SELECT COUNT(*) FROM saved_search WHERE person_id = @PersonId";

    private const string Sql = $"""
        INSERT INTO content (kind) VALUES ('{SavedSearchContent.Kind}');
        INSERT INTO saved_search (id, person_id, kind, query, name, saved_at)
        VALUES (LAST_INSERT_ID(), @PersonId, @kind, @query, @name, @now);
        """;

    private readonly CallLimit _limit = new(time, MostAMinute, TimeSpan.FromMinutes(1));

    /// <summary>Takes the kind of content that the list shows, and its query string with or without "?".</summary>
    public async Task<SavedSearchResult> RunAsync(Actor actor, string kind, string query, string name, CancellationToken token = default)
    {
        var asked = query.StartsWith('?') ? query[1..] : query;
        if (ContentKind.Find(kind) is not { HasList: true } || asked.Length > LongestQuery || !asked.All(IsOfQuery)
            || WrittenText.OneLine(name, LongestName) is not { Length: > 0 } clean) return SavedSearchResult.BadText;
        if (_limit.Take(actor.PersonId) is not null) return SavedSearchResult.TooOften;
        var now = time.GetUtcNow().UtcDateTime;
        var values = new { actor.PersonId, kind, query = asked, name = clean, now };
        return await database.WriteAsync(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
            if (await Permit.RefusalAsync(transaction, actor, Act.SaveSearch, now) is not null) return SavedSearchResult.Refused;
            if (await connection.ExecuteAsync(RenameSql, values, transaction) > 0) return SavedSearchResult.Done;
            if (await connection.ExecuteScalarAsync<long>(CountSql, values, transaction) >= Most) return SavedSearchResult.Full;
            await connection.ExecuteAsync(Sql, values, transaction);
            return SavedSearchResult.Done;
        }, token).ConfigureAwait(false);
    }

    // RFC 3986, section 3.4.
    private static bool IsOfQuery(char character) =>
        char.IsAsciiLetterOrDigit(character) || "-._~!$&'()*+,;=:@/?%".Contains(character, StringComparison.Ordinal);
}
