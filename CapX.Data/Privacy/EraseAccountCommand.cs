using CapX.Data.Events;
using CapX.Data.Index;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>What became of an erasure.</summary>
public enum EraseOutcome
{
    /// <summary>Nothing is left of the account.</summary>
    Erased,

    /// <summary>What was typed is not the user name; nothing is changed.</summary>
    OtherName,

    /// <summary>The session is over; nothing is changed.</summary>
    SignedOut,

    /// <summary>The sign-in is older than <see cref="SessionLife.Fresh"/>; nothing is changed.</summary>
    NotFresh,

    /// <summary>Something was saved or agreed to: the name must be typed, and the sign-in be fresh; nothing is changed.</summary>
    NotEmpty,
}

/// <summary>Erases an account with all that belongs to it, in one transaction; the account's owner asks, blocked or not.</summary>
public sealed class EraseAccountCommand(Database database, PeopleIndex index, KeyedHash hash, TimeProvider time)
{
    private const string BegunSql = "SELECT created_at FROM session WHERE id = @Session";

    // Nobody does anything here before they agreed to the terms.
    private const string IsEmptySql =
        "SELECT p.version = 0 AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id) FROM person p WHERE p.id = @PersonId";

    private const string NameSql = "SELECT p.username FROM person p WHERE p.id = @PersonId FOR UPDATE";

    // An exchange belongs to two: it stays for the other with an empty side and without a word of who left, ended if it was open; when both have left it goes.
    // An organization stays its party, whoever spoke for it; what this person proposed for it goes too.
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
        DELETE FROM exchange
         WHERE (proposer_person_id = @PersonId AND recipient_person_id IS NULL AND recipient_organization_id IS NULL)
            OR (recipient_person_id = @PersonId AND proposer_person_id IS NULL AND proposer_organization_id IS NULL);
        """;

    // Curators find what nobody speaks for by this line of its history; who it was is not said.
    private const string LeaveOrganizationsSql = """
        INSERT INTO organization_change (organization_id, what, changed_at)
        SELECT organization_id, 'left', @now FROM organization_person WHERE person_id = @PersonId AND standing = 'manager'
        """;

    // Every table of a person's rows hangs on this one, ON DELETE CASCADE or SET NULL; a test looks at all of them.
    private const string Sql = "DELETE FROM person WHERE id = @PersonId";

    /// <summary>Needs the user name as the person typed it (read as the wiki reads it), and a fresh sign-in, or the time (UTC) when the wiki last asked this
    /// session's account whether it agrees. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<EraseOutcome> RunAsync(Actor actor, string typedName, DateTime? approvedAt = null, CancellationToken token = default) =>
        EraseAsync(actor, typedName, approvedAt, token);

    /// <summary>For who never agreed to anything and has saved nothing, and loses nothing by it. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<EraseOutcome> DeclineAsync(Actor actor, CancellationToken token = default) => EraseAsync(actor, null, null, token);

    private async Task<EraseOutcome> EraseAsync(Actor actor, string? typedName, DateTime? approvedAt, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var outcome = await database.WriteAsync(async transaction =>
        {
            var connection = transaction.Connection!;
            var name = await connection.QuerySingleOrDefaultAsync<string>(NameSql, new { actor.PersonId }, transaction);
            if (name is null || await Permit.RefusalAsync(transaction, actor, Act.EraseAccount, now) is not null) return EraseOutcome.SignedOut;
            if (typedName is null)
            {
                if (!await connection.ExecuteScalarAsync<bool>(IsEmptySql, new { actor.PersonId }, transaction)) return EraseOutcome.NotEmpty;
            }
            else if ((approvedAt ?? await connection.ExecuteScalarAsync<DateTime>(BegunSql, new { actor.Session }, transaction)) < now - SessionLife.Fresh)
                return EraseOutcome.NotFresh;
            else if (!IsSame(typedName, name)) return EraseOutcome.OtherName;
            // First: both ask with whom the person had exchanges.
            var kept = await hash.OfAsync(transaction, actor.PersonId, now);
            await ModerationErasure.LeaveAsync(transaction, actor.PersonId, kept, now);
            await KeptForOthers.KeepAsync(transaction, actor.PersonId, kept, now);
            await connection.ExecuteAsync(LeaveExchangesSql, new { actor.PersonId, now }, transaction);
            await connection.ExecuteAsync(LeaveOrganizationsSql, new { actor.PersonId, now }, transaction);
            var events = await EventErasure.LeaveAsync(transaction, actor.PersonId, now);
            await connection.ExecuteAsync(Sql, new { actor.PersonId }, transaction);
            await EventErasure.SettleAsync(transaction, events, now);
            return EraseOutcome.Erased;
        }, token).ConfigureAwait(false);
        if (outcome == EraseOutcome.Erased)
        {
            await index.RefreshAsync(actor.PersonId).ConfigureAwait(false);
            // Blocks of who left, or against them, are gone with the row: from memory too.
            await index.RefreshBlocksAsync().ConfigureAwait(false);
        }
        return outcome;
    }

    /// <summary>Whether somebody who types a name means this one.</summary>
    internal static bool IsSame(string typed, string name) => UserName.Typed(typed).Is(name) || UserName.Name(typed) == name;
}

/// <summary>Whether an account is here.</summary>
public sealed class AccountExistsQuery(Database database)
{
    private const string Sql = "SELECT COUNT(*) FROM person p WHERE p.id = @personId";

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<bool> RunAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync(async connection => await connection.ExecuteScalarAsync<long>(Sql, new { personId }) > 0, token);
}
