using CapX.Data.Content;
using CapX.Data.Index;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>The result of an account erasure.</summary>
public enum EraseAccountResult
{
    /// <summary>The account was erased.</summary>
    Erased,

    /// <summary>The typed name is not the user name. Nothing changed.</summary>
    OtherName,

    /// <summary>The session has ended. Nothing changed.</summary>
    SignedOut,

    /// <summary>The login is older than <see cref="SessionLife.Fresh"/>. Nothing changed.</summary>
    NotFresh,

    /// <summary>The account has saved data or a consent, so the user name and a fresh login are required. Nothing changed.</summary>
    NotEmpty,
}

/// <summary>Erases an account and everything that belongs to it, in one transaction. For the owner only, blocked or not.</summary>
public sealed class EraseAccountCommand(Database database, PeopleIndex index, KeyedHash hash, TimeProvider time)
{
    private const string BegunSql = "SELECT created_at FROM session WHERE id = @Session";

    // Nothing else can exist before the person has agreed to the terms.
    private const string IsEmptySql =
        "SELECT p.version = 0 AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id) FROM person p WHERE p.id = @PersonId";

    private const string NameSql = "SELECT p.username FROM person p WHERE p.id = @PersonId FOR UPDATE";

    // Deletes the profile and all other content that ends with the account. All tables with rows of a content or a person reference it with ON DELETE CASCADE
    // or SET NULL. A test checks every one of them.
    private static readonly string Sql = ContentKind.DeleteOwnedSql("(@PersonId)");

    /// <summary>Requires the user name as typed (normalized as MediaWiki does) and a fresh login. <paramref name="approvedAt"/> replaces the login: the time
    /// (UTC) when the wiki last asked this session's account for its approval.</summary>
    public Task<EraseAccountResult> RunAsync(Actor actor, string typedName, DateTime? approvedAt = null, CancellationToken token = default) =>
        EraseAsync(actor, typedName, approvedAt, token);

    /// <summary>For a person who has neither agreed to the terms nor saved anything. Needs no confirmation, because nothing is lost.</summary>
    public Task<EraseAccountResult> DeclineAsync(Actor actor, CancellationToken token = default) => EraseAsync(actor, null, null, token);

    private async Task<EraseAccountResult> EraseAsync(Actor actor, string? typedName, DateTime? approvedAt, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var outcome = await database.WriteAsync(async transaction =>
        {
            var connection = transaction.Connection!;
            var name = await connection.QuerySingleOrDefaultAsync<string>(NameSql, new { actor.PersonId }, transaction);
            if (name is null || await Permit.RefusalAsync(transaction, actor, Act.EraseAccount, now) is not null) return EraseAccountResult.SignedOut;
            if (typedName is null)
            {
                if (!await connection.ExecuteScalarAsync<bool>(IsEmptySql, new { actor.PersonId }, transaction)) return EraseAccountResult.NotEmpty;
            }
            else if ((approvedAt ?? await connection.ExecuteScalarAsync<DateTime>(BegunSql, new { actor.Session }, transaction)) < now - SessionLife.Fresh)
                return EraseAccountResult.NotFresh;
            else if (!IsSame(typedName, name)) return EraseAccountResult.OtherName;
            await AccountWatch.EraseAsync(transaction, actor.PersonId, hash, now,
                () => connection.ExecuteAsync(Sql, new { actor.PersonId }, transaction));
            return EraseAccountResult.Erased;
        }, token).ConfigureAwait(false);
        if (outcome == EraseAccountResult.Erased)
        {
            await index.RefreshAsync(actor.PersonId).ConfigureAwait(false);
            // The person's blocks are gone from the database, in both directions. Drop them from memory too.
            await index.RefreshBlocksAsync().ConfigureAwait(false);
        }
        return outcome;
    }

    /// <summary>True when the typed name denotes this user name.</summary>
    internal static bool IsSame(string typed, string name) => UserName.Typed(typed).Is(name) || UserName.Name(typed) == name;
}
