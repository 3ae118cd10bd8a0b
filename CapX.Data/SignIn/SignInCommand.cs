using System.Data.Common;
using CapX.Data.Moderation;
using CapX.Data.People;
using CapX.Data.Privacy;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>A wiki account that has just proved itself.</summary>
public sealed record WikiAccount
{
    /// <summary>The central account id, never 0.</summary>
    public required ulong Id { get; init; }

    public required string Username { get; init; }

    /// <summary>Blocked on the wiki that was asked.</summary>
    public bool Blocked { get; init; }
}

/// <summary>What a sign-in changed.</summary>
public sealed record SignedIn
{
    /// <summary>Nobody with this account was here before.</summary>
    public required bool IsFirst { get; init; }

    public required bool IsRenamed { get; init; }

    /// <summary>Others blocked this account before it was erased, and the blocks hold again: the index reads all blocks again.</summary>
    public bool HasBlocks { get; init; }

    /// <summary>Agreed to the current <see cref="Consent.Version"/>.</summary>
    public required bool HasConsented { get; init; }

    /// <summary>Everybody whose listing may have changed (a rename, a block, a name lost or won back, a display name taken down): the index reads them
    /// again.</summary>
    public required IReadOnlyList<ulong> ChangedPersonIds { get; init; }
}

/// <summary>Lets an account in: creates or updates its person, follows a rename, settles who owns the user name, opens a session.</summary>
public sealed class SignInCommand(Database database, KeyedHash hash, TimeProvider time)
{
    private const string BeforeSql =
        "SELECT username AS Username, blocked AS Blocked, name_lost_at IS NOT NULL AS HasLostName FROM person WHERE id = @Id FOR UPDATE";

    // Two first sign-ins of one account at the same time both get here: the second becomes an update.
    private const string PersonSql = """
        INSERT INTO person (id, username, blocked, joined_at, signed_in_at) VALUES (@Id, @Username, @Blocked, @Now, @Now)
        ON DUPLICATE KEY UPDATE username = VALUES(username), blocked = VALUES(blocked), signed_in_at = VALUES(signed_in_at), name_lost_at = NULL
        """;

    // The account that signs in now bears the name on the wiki now; whoever has it here too was renamed since.
    private const string OthersSql = "SELECT id FROM person WHERE username = @Username AND id <> @Id AND name_lost_at IS NULL ORDER BY id FOR UPDATE";
    private const string LoseNameSql = "UPDATE person SET name_lost_at = @Now WHERE id IN @Others";

    private const string SessionSql = "INSERT INTO session (id, person_id, created_at, expires_at) VALUES (@Session, @Id, @Now, @Ends)";
    private const string EndSql = "DELETE FROM session WHERE id = @Replaced";

    // The end of a session tells when it was last used. The database cannot limit a subquery of IN, so it stands in another one.
    private const string EndOldestSql = """
        DELETE FROM session WHERE person_id = @Id AND id <> @Session AND id NOT IN
          (SELECT id FROM (SELECT id FROM session WHERE person_id = @Id AND id <> @Session ORDER BY expires_at DESC, created_at DESC, id LIMIT @Others) kept)
        """;
    private const string ConsentSql = "SELECT COUNT(*) FROM consent WHERE person_id = @Id AND version = @Version";

    /// <summary>Opens the session of that key; ends the one of the replaced key (this browser's earlier sign-in), and of more than <see
    /// cref="SessionLife.MostOfOne"/> those used longest ago.
    /// Throws <see cref="DatabaseAwayException"/>.</summary>
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
        await connection.ExecuteAsync(PersonSql, values, transaction);
        var hasBlocks = before is null && await RestoreAsync(transaction, account.Id, now);
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

    /// <summary>An account that comes back stands as it stood, also by what was decided meanwhile, and what others did to be left in peace by it holds again.
    /// Whether there are blocks among that.</summary>
    private async Task<bool> RestoreAsync(DbTransaction transaction, ulong id, DateTime now)
    {
        var kept = await hash.OfAsync(transaction, id, now);
        await ErasedCases.ReturnAsync(transaction, id, kept, now);
        await PersonSanctions.WriteAsync(transaction, id, hash, now);
        return await KeptForOthers.RestoreAsync(transaction, id, kept);
    }

    private sealed record Before
    {
        public required string Username { get; init; }
        public bool Blocked { get; init; }
        public bool HasLostName { get; init; }
    }
}
