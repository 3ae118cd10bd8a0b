using CapX.Data.Moderation;
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

    /// <summary>Agreed to the current <see cref="Consent.Version"/>.</summary>
    public required bool HasConsented { get; init; }

    /// <summary>Everybody whose listing may have changed (a rename, a block, a name lost or won back): the index reads them again.</summary>
    public required IReadOnlyList<ulong> ChangedPersonIds { get; init; }
}

/// <summary>Lets an account in: creates or updates its person, follows a rename, settles who owns the user name, opens a session.</summary>
public sealed class SignInCommand(Database database, TimeProvider time)
{
    private const string BeforeSql = "SELECT username AS Username, blocked AS Blocked, name_lost_at IS NOT NULL AS HasLostName FROM person WHERE id = @Id FOR UPDATE";

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

    /// <summary>Opens the session of that key; ends the one of the replaced key (this browser's earlier sign-in), and of more than <see cref="SessionLife.MostOfOne"/> those used longest ago.
    /// Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<SignedIn> RunAsync(WikiAccount account, string sessionKey, string? replacedKey = null, CancellationToken token = default) => database.WriteAsync(transaction =>
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
        var before = connection.QuerySingleOrDefault<Before>(BeforeSql, values, transaction);
        connection.Execute(PersonSql, values, transaction);
        // Who comes back stands as they stood.
        if (before is null) PersonSanctions.Write(transaction, account.Id, now);
        var others = connection.Query<ulong>(OthersSql, values, transaction).AsList();
        if (others.Count > 0) connection.Execute(LoseNameSql, new { Now = now, Others = others }, transaction);
        if (replacedKey is not null) connection.Execute(EndSql, new { Replaced = SessionKey.Hash(replacedKey) }, transaction);
        connection.Execute(SessionSql, values, transaction);
        connection.Execute(EndOldestSql, new { account.Id, values.Session, Others = SessionLife.MostOfOne - 1 }, transaction);

        var isOther = before is not null && (before.Username != account.Username || before.Blocked != account.Blocked || before.HasLostName);
        return new SignedIn
        {
            IsFirst = before is null,
            IsRenamed = before is not null && before.Username != account.Username,
            HasConsented = connection.ExecuteScalar<long>(ConsentSql, values, transaction) > 0,
            ChangedPersonIds = isOther ? [account.Id, .. others] : others,
        };
    }, token);

    private sealed record Before
    {
        public required string Username { get; init; }
        public bool Blocked { get; init; }
        public bool HasLostName { get; init; }
    }
}
