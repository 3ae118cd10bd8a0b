using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Whether to send now.</summary>
public enum DeliveryBeginning
{
    Send,

    /// <summary>One blocked the other, or the recipient is not to be reached this way any more, or no longer speaks for the organization that was written
    /// to.</summary>
    NotWanted,

    /// <summary>The sender took the leave back.</summary>
    Revoked,

    /// <summary>The lease ran out, something of it was erased, or moderators hold it back: others see to the rest, if there is any.</summary>
    Gone,
}

/// <summary>The last question before the wiki is told, and the mark that it was told: what happens from here on cannot be known again from the
/// tables.</summary>
public sealed class BeginDeliveryCommand(Database database, TimeProvider time)
{
    private const string LockSql = "SELECT id FROM delivery WHERE lease_key = @LeaseKey AND state = 'sending' AND lease_until > @now ORDER BY id FOR UPDATE";

    private const string LeaveSql = "SELECT COUNT(*) FROM wiki_token WHERE person_id = @SenderId";

    // Whoever spoke for an organization when it was written gets it only while that is so.
    private const string WantedSql = """
        SELECT COUNT(*) FROM delivery d JOIN contact_choice c ON c.person_id = d.recipient_id JOIN exchange e ON e.id = d.exchange_id
         WHERE d.lease_key = @LeaseKey AND (c.channel = d.channel OR c.channel = 'mail' AND c.talk_instead AND d.talk_instead)
           AND (d.recipient_id IN (e.proposer_person_id, e.recipient_person_id)
                OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id IN (e.proposer_organization_id, e.recipient_organization_id)
                  AND m.person_id = d.recipient_id AND m.standing = 'manager'))
           AND NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = d.recipient_id AND b.blocked_id = d.sender_id)
           AND NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = d.sender_id AND b.blocked_id = d.recipient_id)
        """;

    // What moderators hid meanwhile, or of whom they suspended, waits until that is undone, as before it was taken.
    private const string HeldBackSql = """
        SELECT COUNT(*) FROM delivery d JOIN exchange_message h ON h.id = d.message_id JOIN person s ON s.id = d.sender_id
         WHERE d.lease_key = @LeaseKey AND (h.moderated IS NOT NULL OR s.standing = 'suspended')
        """;

    private const string BeginSql = "UPDATE delivery SET begun_at = @now WHERE lease_key = @LeaseKey";

    /// <summary>Throws <see cref="DatabaseAwayException"/>: then nothing must be sent.</summary>
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
