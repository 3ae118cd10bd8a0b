using CapX.Data.People;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>A wiki account that has just authenticated.</summary>
public sealed record WikiAccount
{
    /// <summary>The central account id. Never 0.</summary>
    public required ulong Id { get; init; }

    public required string Username { get; init; }

    /// <summary>True when the account is blocked on the wiki used for the login.</summary>
    public bool Blocked { get; init; }
}

/// <summary>The effects of a login.</summary>
public sealed record SignedIn
{
    /// <summary>True when the account was not here before.</summary>
    public required bool IsFirst { get; init; }

    public required bool IsRenamed { get; init; }

    /// <summary>True when blocks by others, from before the account was erased, are in force again. The index must then reload all blocks.</summary>
    public bool HasBlocks { get; init; }

    /// <summary>True when the person agreed to the current <see cref="Consent.Version"/>.</summary>
    public required bool HasConsented { get; init; }

    /// <summary>Everyone whose entry in the people index may have changed: by a rename, a block, a user name lost or regained, or a hidden display name. The
    /// index must reload them.</summary>
    public required IReadOnlyList<ulong> ChangedPersonIds { get; init; }
}

/// <summary>Logs an account in: creates or updates the person, applies a rename, resolves who owns the user name, and opens a session.</summary>
public sealed class SignInCommand(Database database, KeyedHash hash, TimeProvider time)
{
    private const string BeforeSql =
        "SELECT username AS Username, blocked AS Blocked, name_lost_at IS NOT NULL AS HasLostName FROM person WHERE id = @Id FOR UPDATE";

    private const string UpdateSql =
        "UPDATE person SET username = @Username, blocked = @Blocked, signed_in_at = @Now, name_lost_at = NULL WHERE id = @Id";

    private const string InsertSql = """
        INSERT INTO content (kind) VALUES ('person');
        INSERT INTO person (id, content_id, username, blocked, joined_at, signed_in_at) VALUES (@Id, LAST_INSERT_ID(), @Username, @Blocked, @Now, @Now);
        """;

    // The account logging in owns the name on the wiki now. Anyone else stored with that name has been renamed since.
    private const string OthersSql = "SELECT id FROM person WHERE username = @Username AND id <> @Id AND name_lost_at IS NULL ORDER BY id FOR UPDATE";
    private const string LoseNameSql = "UPDATE person SET name_lost_at = @Now WHERE id IN @Others";

    private const string SessionSql = "INSERT INTO session (id, person_id, created_at, expires_at) VALUES (@Session, @Id, @Now, @Ends)";
    private const string EndSql = "DELETE FROM session WHERE id = @Replaced";

    // The expiry tells when a session was last used. MariaDB does not allow LIMIT directly in an IN subquery, hence the nested one.
    private const string EndOldestSql = """
        DELETE FROM session WHERE person_id = @Id AND id <> @Session AND id NOT IN
          (SELECT id FROM (SELECT id FROM session WHERE person_id = @Id AND id <> @Session ORDER BY expires_at DESC, created_at DESC, id LIMIT @Others) kept)
        """;
    private const string ConsentSql = "SELECT COUNT(*) FROM consent WHERE person_id = @Id AND version = @Version";

    /// <summary>Opens a session for <paramref name="sessionKey"/> and ends that of <paramref name="replacedKey"/>, this browser's previous login. Beyond
    /// <see cref="SessionLife.MostOfOne"/> sessions, ends the least recently used ones.</summary>
    public Task<SignedIn> RunAsync(WikiAccount account, string sessionKey, string? replacedKey = null, CancellationToken token = default) =>
        database.WriteAsync(async transaction =>
    {
        var connection = transaction.Connection!;
        var now = time.GetUtcNow().UtcDateTime;
        var values = new
        {
            account.Id,
            account.Username,
            account.Blocked,
            Now = now,
            Session = SessionKey.Hash(sessionKey),
            Ends = SessionLife.End(now, now),
            Consent.Version,
        };
        var before = await connection.QuerySingleOrDefaultAsync<Before>(BeforeSql, values, transaction);
        var bringsName = before is null || before.Username != account.Username || before.HasLostName;
        if (bringsName) await DisplayNames.LockAsync(transaction);
        // Two concurrent first logins of one account both get here. The lock makes the second one wait, and then it is an update.
        if (await connection.ExecuteAsync(UpdateSql, values, transaction) == 0) await connection.ExecuteAsync(InsertSql, values, transaction);
        var hasBlocks = before is null && await AccountWatch.ReturnedAsync(transaction, account.Id, hash, now);
        var others = (await connection.QueryAsync<ulong>(OthersSql, values, transaction)).AsList();
        if (others.Count > 0) await connection.ExecuteAsync(LoseNameSql, new { Now = now, Others = others }, transaction);
        IReadOnlyList<ulong> hidden = bringsName ? await DisplayNames.SettleAsync(transaction, account.Id) : [];
        if (replacedKey is not null) await connection.ExecuteAsync(EndSql, new { Replaced = SessionKey.Hash(replacedKey) }, transaction);
        await connection.ExecuteAsync(SessionSql, values, transaction);
        await connection.ExecuteAsync(EndOldestSql, new { account.Id, values.Session, Others = SessionLife.MostOfOne - 1 }, transaction);

        var isOther = before is not null && (before.Username != account.Username || before.Blocked != account.Blocked || before.HasLostName);
        return new SignedIn
        {
            IsFirst = before is null,
            HasBlocks = hasBlocks,
            IsRenamed = before is not null && before.Username != account.Username,
            HasConsented = await connection.ExecuteScalarAsync<long>(ConsentSql, values, transaction) > 0,
            ChangedPersonIds = [.. isOther ? [account.Id] : Array.Empty<ulong>(), .. others, .. hidden],
        };
    }, token);

    private sealed record Before
    {
        public required string Username { get; init; }
        public bool Blocked { get; init; }
        public bool HasLostName { get; init; }
    }
}
