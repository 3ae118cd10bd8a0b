using CapX.Data.Content;
using CapX.Data.Events;
using CapX.Data.Index;
using CapX.Data.Moderation;
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

    // An exchange belongs to two sides. It stays for the other one, without anything the leaver wrote, and ends when it was open. With both sides gone it is
    // deleted. An organization remains a side. What this person wrote in its proposals is deleted too.
    private const string LeaveExchangesSql = """
        UPDATE exchange SET hope = NULL, gives = NULL, language = NULL WHERE proposer_person_id = @PersonId;
        UPDATE exchange_change h JOIN exchange e ON e.id = h.exchange_id SET e.hope = NULL, e.gives = NULL, e.language = NULL WHERE h.author_id = @PersonId
          AND h.state = 'proposed';
        UPDATE exchange_change SET word = NULL WHERE author_id = @PersonId;
        INSERT INTO exchange_change (exchange_id, state, changed_at)
        SELECT id, IF(state <> 'proposed', 'called-off', IF(proposer_person_id <=> @PersonId, 'withdrawn', 'declined')), @now
          FROM exchange WHERE state IN ('proposed', 'accepted', 'under-way') AND (proposer_person_id = @PersonId OR recipient_person_id = @PersonId);
        UPDATE exchange SET changed_at = @now, state = IF(state <> 'proposed', 'called-off', IF(proposer_person_id <=> @PersonId, 'withdrawn', 'declined'))
         WHERE state IN ('proposed', 'accepted', 'under-way') AND (proposer_person_id = @PersonId OR recipient_person_id = @PersonId);
        DELETE c FROM content c JOIN exchange_message m ON m.id = c.id JOIN exchange e ON e.id = m.exchange_id
         WHERE (e.proposer_person_id = @PersonId AND e.recipient_person_id IS NULL AND e.recipient_organization_id IS NULL)
            OR (e.recipient_person_id = @PersonId AND e.proposer_person_id IS NULL AND e.proposer_organization_id IS NULL);
        DELETE FROM exchange
         WHERE (proposer_person_id = @PersonId AND recipient_person_id IS NULL AND recipient_organization_id IS NULL)
            OR (recipient_person_id = @PersonId AND proposer_person_id IS NULL AND proposer_organization_id IS NULL);
        """;

    // Curators use this anonymous history entry to find organizations without a manager.
    private const string LeaveOrganizationsSql = """
        INSERT INTO organization_change (organization_id, what, changed_at)
        SELECT organization_id, 'left', @now FROM organization_person WHERE person_id = @PersonId AND standing = 'manager'
        """;

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
            // These run first, because both look up the person's exchanges.
            var kept = await hash.OfAsync(transaction, actor.PersonId, now);
            await ModerationErasure.LeaveAsync(transaction, actor.PersonId, kept, now);
            await KeptForOthers.KeepAsync(transaction, actor.PersonId, kept, now);
            await connection.ExecuteAsync(LeaveExchangesSql, new { actor.PersonId, now }, transaction);
            await connection.ExecuteAsync(LeaveOrganizationsSql, new { actor.PersonId, now }, transaction);
            var events = await EventErasure.LeaveAsync(transaction, actor.PersonId, now);
            await connection.ExecuteAsync(Sql, new { actor.PersonId }, transaction);
            await EventErasure.SettleAsync(transaction, events, now);
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

/// <summary>Checks whether an account exists.</summary>
public sealed class AccountExistsQuery(Database database)
{
    private const string Sql = "SELECT COUNT(*) FROM person p WHERE p.id = @personId";

    public Task<bool> RunAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync(async connection => await connection.ExecuteScalarAsync<long>(Sql, new { personId }) > 0, token);
}
