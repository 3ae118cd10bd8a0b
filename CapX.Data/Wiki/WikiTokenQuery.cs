using Dapper;

namespace CapX.Data.Wiki;

/// <summary>A person's permission to send on the wiki: the tokens, encrypted by the program.</summary>
public sealed record WikiToken
{
    public required byte[] Access { get; init; }

    /// <summary>Null when the wiki issued none. The permission then ends with the access token.</summary>
    public byte[]? Refresh { get; init; }

    /// <summary>When the access token expires, in UTC.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>When the permission was given, in UTC. Set only on tokens read from the database.</summary>
    public DateTime GrantedAt { get; init; }
}

/// <summary>Reads a person's permission to send on the wiki.</summary>
public sealed class WikiTokenQuery(Database database)
{
    private const string Sql = $"""
        SELECT access_token AS {nameof(WikiToken.Access)}, refresh_token AS {nameof(WikiToken.Refresh)}, expires_at AS {nameof(WikiToken.ExpiresAt)},
               granted_at AS {nameof(WikiToken.GrantedAt)}
          FROM wiki_token WHERE person_id = @personId
        """;

    /// <summary>Null when there is none.</summary>
    public Task<WikiToken?> RunAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<WikiToken>(Sql, new { personId }), token);
}
