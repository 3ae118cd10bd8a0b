using Dapper;

namespace CapX.Data.Wiki;

/// <summary>Somebody's leave to send on the wiki: the tokens, encrypted by the program.</summary>
public sealed record WikiToken
{
    public required byte[] Access { get; init; }

    /// <summary>Null where the wiki gave none: the leave ends with the access token.</summary>
    public byte[]? Refresh { get; init; }

    /// <summary>UTC; of the access token.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>UTC; when the leave was given, in what was read.</summary>
    public DateTime GrantedAt { get; init; }
}

/// <summary>Reads somebody's leave to send on the wiki.</summary>
public sealed class WikiTokenQuery(Database database)
{
    private const string Sql = $"""
        SELECT access_token AS {nameof(WikiToken.Access)}, refresh_token AS {nameof(WikiToken.Refresh)}, expires_at AS {nameof(WikiToken.ExpiresAt)},
               granted_at AS {nameof(WikiToken.GrantedAt)}
          FROM wiki_token WHERE person_id = @personId
        """;

    /// <summary>Null where none is given. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<WikiToken?> RunAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<WikiToken>(Sql, new { personId }), token);
}
