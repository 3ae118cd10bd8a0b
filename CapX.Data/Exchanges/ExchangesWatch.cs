using System.Data.Common;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Takes a person whose account is erased out of their exchanges.</summary>
internal sealed class ExchangesWatch : AccountWatch
{
    // An exchange belongs to two sides. It stays for the other one, without anything the leaver wrote, and ends when it was open. With both sides gone it is
    // deleted. An organization remains a side. What this person wrote in its proposals is deleted too.
    private const string Sql = """
        UPDATE exchange SET hope = NULL, gives = NULL, language = NULL WHERE proposer_person_id = @personId;
        UPDATE exchange_change h JOIN exchange e ON e.id = h.exchange_id SET e.hope = NULL, e.gives = NULL, e.language = NULL WHERE h.author_id = @personId
          AND h.state = 'proposed';
        UPDATE exchange_change SET word = NULL WHERE author_id = @personId;
        INSERT INTO exchange_change (exchange_id, state, changed_at)
        SELECT id, IF(state <> 'proposed', 'called-off', IF(proposer_person_id <=> @personId, 'withdrawn', 'declined')), @now
          FROM exchange WHERE state IN ('proposed', 'accepted', 'under-way') AND (proposer_person_id = @personId OR recipient_person_id = @personId);
        UPDATE exchange SET changed_at = @now, state = IF(state <> 'proposed', 'called-off', IF(proposer_person_id <=> @personId, 'withdrawn', 'declined'))
         WHERE state IN ('proposed', 'accepted', 'under-way') AND (proposer_person_id = @personId OR recipient_person_id = @personId);
        DELETE c FROM content c JOIN exchange_message m ON m.id = c.id JOIN exchange e ON e.id = m.exchange_id
         WHERE (e.proposer_person_id = @personId AND e.recipient_person_id IS NULL AND e.recipient_organization_id IS NULL)
            OR (e.recipient_person_id = @personId AND e.proposer_person_id IS NULL AND e.proposer_organization_id IS NULL);
        DELETE FROM exchange
         WHERE (proposer_person_id = @personId AND recipient_person_id IS NULL AND recipient_organization_id IS NULL)
            OR (recipient_person_id = @personId AND proposer_person_id IS NULL AND proposer_organization_id IS NULL);
        """;

    protected override Task LeaveAsync(DbTransaction transaction, ulong personId, DateTime now) =>
        transaction.Connection!.ExecuteAsync(Sql, new { personId, now }, transaction);
}
