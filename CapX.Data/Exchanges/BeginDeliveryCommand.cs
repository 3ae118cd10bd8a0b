using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>The result of the last check before sending.</summary>
public enum DeliveryBeginning
{
    Send,

    /// <summary>There is a block, the recipient no longer wants to be reached this way, or no longer manages the organization that was written to.</summary>
    NotWanted,

    /// <summary>The sender revoked the authorization.</summary>
    Revoked,

    /// <summary>The lease expired, a message was erased, or moderators hold one back. Others handle what remains.</summary>
    Gone,
}

/// <summary>Checks a last time before contacting the wiki, and marks the delivery as begun. From then on, the tables alone cannot tell whether it was
/// sent.</summary>
public sealed class BeginDeliveryCommand(Database database, TimeProvider time)
{
    private const string LockSql = "SELECT id FROM delivery WHERE lease_key = @LeaseKey AND state = 'sending' AND lease_until > @now ORDER BY id FOR UPDATE";

    private const string LeaveSql = "SELECT COUNT(*) FROM wiki_token WHERE person_id = @SenderId";

    // A manager at the time of writing gets the message only while they still manage the organization.
    private const string WantedSql = $"""
        SELECT COUNT(*) FROM delivery d JOIN contact_choice c ON c.person_id = d.recipient_id JOIN exchange e ON e.id = d.exchange_id
         WHERE d.lease_key = @LeaseKey AND (c.channel = d.channel OR c.channel = 'mail' AND c.talk_instead AND d.talk_instead)
           AND (d.recipient_id IN (e.proposer_person_id, e.recipient_person_id)
                OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id IN (e.proposer_organization_id, e.recipient_organization_id)
                  AND m.person_id = d.recipient_id AND {Managing.Sql}))
           AND NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = d.recipient_id AND b.blocked_id = d.sender_id)
           AND NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = d.sender_id AND b.blocked_id = d.recipient_id)
        """;

    // Messages that moderators hid meanwhile, or whose sender they suspended, wait until that is undone, as they do before they are taken.
    private const string HeldBackSql = """
        SELECT COUNT(*) FROM delivery d JOIN exchange_message h ON h.id = d.message_id JOIN person s ON s.id = d.sender_id
         WHERE d.lease_key = @LeaseKey AND (h.moderated IS NOT NULL OR s.standing = 'suspended')
        """;

    private const string BeginSql = "UPDATE delivery SET begun_at = @now WHERE lease_key = @LeaseKey";

    /// <summary>Marks the delivery as begun unless it may not be sent. Nothing may be sent when this throws.</summary>
    public Task<DeliveryBeginning> RunAsync(DeliveryTaken taken, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        var connection = transaction.Connection!;
        var values = new { taken.LeaseKey, taken.SenderId, now = time.GetUtcNow().UtcDateTime };
        var held = (await connection.QueryAsync<ulong>(LockSql, values, transaction)).AsList().Count;
        if (held != taken.Messages.Count) return DeliveryBeginning.Gone;
        if (await connection.ExecuteScalarAsync<long>(LeaveSql, values, transaction) == 0) return DeliveryBeginning.Revoked;
        if (await connection.ExecuteScalarAsync<long>(HeldBackSql, values, transaction) > 0) return DeliveryBeginning.Gone;
        if (await connection.ExecuteScalarAsync<long>(WantedSql, values, transaction) != held) return DeliveryBeginning.NotWanted;
        await connection.ExecuteAsync(BeginSql, values, transaction);
        return DeliveryBeginning.Send;
    }, token);
}
