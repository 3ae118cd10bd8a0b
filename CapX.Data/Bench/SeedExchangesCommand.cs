using CapX.Data.Verbs;
using Dapper;

namespace CapX.Data.Bench;

/// <summary>Fills a database of sample people with exchanges, messages, notices and deliveries, as after some years of use. For measurements only. The first
/// sample person has a part in every fiftieth exchange, and their first exchange is a very long conversation. An organization they manage has a part in every
/// hundredth.</summary>
public sealed class SeedExchangesCommand(Database database)
{
    /// <summary>The time of the sample data. Queries about it must use this as the current time.</summary>
    public static readonly DateTime Now = SamplePeople.End;

    /// <summary>The person with thousands of exchanges, and therefore the longest lists.</summary>
    public const ulong BusiestPerson = SamplePeople.FirstId;

    /// <summary>The slug of the organization that the busiest person manages.</summary>
    public const string BusiestOrganization = "sample-busiest";

    private const int Portion = 20_000;

    private const string LongestSql = "SELECT id FROM exchange WHERE form_key = 'sample0000000000'";
    // TRUNCATE, because deleting this many rows by cascade takes longer than writing them.
    private const string EmptySql = """
        SET foreign_key_checks = 0;
        TRUNCATE TABLE delivery;
        TRUNCATE TABLE notice;
        TRUNCATE TABLE exchange_outcome;
        TRUNCATE TABLE exchange_reading;
        TRUNCATE TABLE exchange_message;
        TRUNCATE TABLE exchange_change;
        TRUNCATE TABLE exchange;
        DELETE FROM content WHERE kind = 'message';
        SET foreign_key_checks = 1;
        """;

    private const string NumberedSql = "form_key BETWEEN CONCAT('sample', LPAD(@first, 10, '0')) AND CONCAT('sample', LPAD(@last, 10, '0'))";

    // The form key, random in real data, holds the number of the exchange here. CRC32 serves as a random function that is the same on every machine. A few
    // proposals are past their expiry, so that there is something to expire.
    private const string ExchangeSql = """
        INSERT INTO exchange (proposer_person_id, recipient_person_id, proposer_organization_id, recipient_organization_id, kind, capacity_id, method, hope,
               gives, language, state, proposed_at, changed_at, form_key)
        SELECT IF(number % 200 = 75, NULL, @FirstId + proposer),
               IF(number % 200 = 25, NULL, @FirstId + IF(recipient = proposer, (recipient + 1) % @people, recipient)),
               IF(number % 200 = 75, o.id, NULL), IF(number % 200 = 25, o.id, NULL), IF(number % 3 = 0, 'offer', 'ask'),
               (SELECT id FROM capacity ORDER BY id LIMIT 1), 4, 'To learn something', 'Something else', 'en', made.state,
               proposed,
               IF(made.state = 'proposed', proposed, LEAST(@Now, proposed + INTERVAL CRC32(CONCAT('c', number)) % 28800 MINUTE)),
               CONCAT('sample', LPAD(number, 10, '0'))
          FROM (SELECT s.seq AS number, IF(s.seq % 100 = 0, 0, CRC32(CONCAT('p', s.seq)) % @people) AS proposer,
            IF(s.seq % 100 = 50, 0, CRC32(CONCAT('r', s.seq)) % @people) AS recipient,
                       d.state, @Now - INTERVAL IF(d.state = 'proposed', CRC32(CONCAT('d', s.seq)) % 43000 + IF(s.seq % 999 = 0, 43200, 0),
                         CRC32(CONCAT('d', s.seq)) % 1576800) MINUTE AS proposed
                  FROM seq_0_to_99999999 s
                  JOIN (SELECT 0 AS low, 5 AS high, 'proposed' AS state UNION ALL SELECT 6, 15, 'accepted' UNION ALL SELECT 16, 25, 'under-way' UNION ALL
                    SELECT 26, 35, 'done'
                        UNION ALL SELECT 36, 65, 'documented' UNION ALL SELECT 66, 77, 'declined' UNION ALL SELECT 78, 83, 'withdrawn' UNION ALL
                         SELECT 84, 95, 'expired' UNION ALL SELECT 96, 99, 'called-off') d
                    ON CRC32(CONCAT('s', s.seq)) % 100 BETWEEN d.low AND d.high
                 WHERE s.seq BETWEEN @first AND @last) made
          JOIN organization o ON o.slug = @BusiestOrganization
         ORDER BY number
        """;

    private const string ChangeSql = $"""
        INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) SELECT id, 'proposed', COALESCE(proposer_person_id, @FirstId), proposed_at
         FROM exchange WHERE {NumberedSql} ORDER BY id;
        INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) SELECT id, state, COALESCE(recipient_person_id, @FirstId), changed_at
         FROM exchange WHERE {NumberedSql} AND state <> 'proposed' ORDER BY id;
        """;

    // Ids of messages are far above those of all other content.
    private const string MessageIdSql = "10000000000 + e.id * 4 + n.seq";

    private const string MessageSql = $"""
        INSERT INTO content (id, kind)
        SELECT {MessageIdSql}, 'message' FROM exchange e JOIN seq_1_to_3 n ON n.seq <= 1 + e.id % 3 WHERE {NumberedSql};
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, language, sent_at, form_key)
        SELECT {MessageIdSql}, e.id, COALESCE(IF(n.seq = 2, e.recipient_person_id, e.proposer_person_id), @FirstId), IF(n.seq = 2, 'recipient', 'proposer'),
               'Hello, this is a sample message of usual length: two or three lines, as people write them.', 'en',
               LEAST(e.proposed_at + INTERVAL n.seq - 1 DAY, @Now), CONCAT('m', LPAD(e.id, 11, '0'), LPAD(n.seq, 4, '0'))
          FROM exchange e JOIN seq_1_to_3 n ON n.seq <= 1 + e.id % 3
         WHERE {NumberedSql} ORDER BY e.id, n.seq
        """;

    private const string LongConversationSql = """
        INSERT INTO content (id, kind) SELECT 20000000000 + n.seq, 'message' FROM seq_4_to_5000 n;
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, language, sent_at, form_key)
        SELECT 20000000000 + n.seq, e.id, IF(n.seq % 2, e.recipient_person_id, e.proposer_person_id), IF(n.seq % 2, 'recipient', 'proposer'),
               'One of very many.', 'en', @Now - INTERVAL 5000 - n.seq MINUTE, CONCAT('m', LPAD(e.id, 11, '0'), LPAD(n.seq, 4, '0'))
          FROM exchange e JOIN seq_4_to_5000 n WHERE e.form_key = 'sample0000000000' ORDER BY n.seq
        """;

    private const string ReadingSql = $"""
        INSERT IGNORE INTO exchange_reading (exchange_id, person_id, message_id)
        SELECT e.id, COALESCE(IF(side.seq = 1, e.proposer_person_id, e.recipient_person_id), @FirstId),
               (SELECT MAX(m.id) FROM exchange_message m WHERE m.exchange_id = e.id)
          FROM exchange e JOIN seq_1_to_2 side WHERE e.{NumberedSql} AND (e.id + side.seq) % 4 > 0
        """;

    private const string OutcomeSql = $"""
        INSERT INTO exchange_outcome (exchange_id, person_id, side, happened, hours, satisfaction, learned, language, written_at)
        SELECT id, COALESCE(proposer_person_id, @FirstId), 'proposer', 1, 2.5, 4, 'A lot', 'en', changed_at FROM exchange WHERE {NumberedSql}
         AND state = 'documented'
        """;

    // The state that the hourly cleanup leaves: read notices of three months, unread ones of a year. A few of each are due for deletion.
    private const string NoticeSql = $"""
        INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at, read_at)
        SELECT COALESCE(IF(side.seq = 1, recipient_person_id, proposer_person_id), @FirstId), IF(side.seq = 1, 'proposal', 'change'), id, due, due,
               IF(due > @Now - INTERVAL 92 DAY AND id % 5 > 0, LEAST(due + INTERVAL 1 DAY, @Now), NULL)
          FROM (SELECT e.id, e.proposer_person_id, e.recipient_person_id, @Now - INTERVAL CRC32(CONCAT('n', e.id)) % 527000 MINUTE AS due FROM exchange e
            WHERE {NumberedSql}) made
          JOIN seq_1_to_2 side ORDER BY id, side.seq
        """;

    // The first message of every fifth exchange was sent. Queued deliveries are from the last week. Half of the senders have given no permission to send.
    private const string DeliverySql = $"""
        INSERT INTO delivery (sender_id, recipient_id, exchange_id, message_id, channel, talk_instead, state, attempts, queued_at, next_try_at, ended_at)
        SELECT COALESCE(e.proposer_person_id, @FirstId), COALESCE(e.recipient_person_id, @FirstId), e.id,
               (SELECT MIN(m.id) FROM exchange_message m WHERE m.exchange_id = e.id), 'mail', 1,
               IF(e.id % 500 = 0, 'queued', IF(e.id % 75 = 0, 'failed', 'sent')), 1,
               @Now - INTERVAL e.id % 10000 MINUTE, @Now + INTERVAL CAST(e.id % 3000 AS SIGNED) - 2000 MINUTE,
                 IF(e.id % 500 = 0, NULL, @Now - INTERVAL e.id % 525700 MINUTE)
          FROM exchange e WHERE e.{NumberedSql} AND e.id % 5 = 0
        """;

    private const string PeopleSql = """
        INSERT IGNORE INTO wiki_token (person_id, access_token, expires_at, granted_at) SELECT p.id, 'sample', @Now, @Now FROM person p
         WHERE p.id BETWEEN @FirstId AND @FirstId + @people - 1 AND p.id % 2 = 0;
        INSERT IGNORE INTO contact_choice (person_id, channel, shows_count) SELECT p.id, 'mail', 1 FROM person p WHERE p.id BETWEEN @FirstId
         AND @FirstId + @people - 1 AND p.id % 5 = 0;
        INSERT IGNORE INTO person_block (person_id, blocked_id, blocked_at) SELECT @FirstId, p.id, @Now FROM person p WHERE p.id BETWEEN @FirstId + 1
         AND @FirstId + 500;
        """;

    private const string OrganizationSql = """
        INSERT INTO content (kind) SELECT 'organization' FROM (SELECT 1) one WHERE NOT EXISTS (SELECT 1 FROM organization WHERE slug = @BusiestOrganization);
        INSERT INTO organization (id, slug, type, state, created_at, confirmed_at, updated_at, form_key)
        SELECT LAST_INSERT_ID(), @BusiestOrganization, 'partner', 'confirmed', @Now, @Now, @Now, 'sample exchanges' FROM (SELECT 1) one
         WHERE NOT EXISTS (SELECT 1 FROM organization WHERE slug = @BusiestOrganization);
        INSERT IGNORE INTO organization_name (organization_id, language, position, name) SELECT id, 'en', 1, 'Sample of the busiest' FROM organization
         WHERE slug = @BusiestOrganization;
        INSERT IGNORE INTO organization_person (organization_id, person_id, standing, since_at) SELECT o.id, p.id, 'manager', @Now FROM organization o
         JOIN person p ON p.id BETWEEN @FirstId AND @FirstId + 3 WHERE o.slug = @BusiestOrganization;
        """;

    private static readonly string[] Portions = [ExchangeSql, ChangeSql, MessageSql, ReadingSql, OutcomeSql, NoticeSql, DeliverySql];

    /// <summary>The busiest person's exchange with thousands of messages.</summary>
    public Task<ulong> LongestAsync(CancellationToken token = default) => database.ReadAsync(c => c.ExecuteScalarAsync<ulong>(LongestSql), token);

    /// <summary>Replaces all exchanges with <paramref name="count"/> exchanges among existing sample people. Throws <see cref="SeedRefusedException"/> unless
    /// the database is for benchmarks or tests.</summary>
    public async Task RunAsync(int count, int people, CancellationToken token = default)
    {
        if (Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        await database.HoldAsync(connection => connection.ExecuteAsync(EmptySql), token).ConfigureAwait(false);
        Task<bool> WriteAsync(int first, params string[] statements) => database.WriteAsync(async transaction =>
        {
            var values = new { first, last = Math.Min(first + Portion, count) - 1, people, SamplePeople.FirstId, BusiestOrganization, Now };
            foreach (var sql in statements) await transaction.Connection!.ExecuteAsync(sql, values, transaction);
            return true;
        }, token);
        await WriteAsync(0, PeopleSql, OrganizationSql).ConfigureAwait(false);
        for (var first = 0; first < count; first += Portion) await WriteAsync(first, Portions).ConfigureAwait(false);
        await WriteAsync(0, LongConversationSql).ConfigureAwait(false);
    }

    /// <summary>Why the exchanges of a database must not be replaced, or null when they may.</summary>
    internal static string? Refusal(bool isOnThisMachine, string databaseName) => SeedPeopleCommand.Refusal(isOnThisMachine, databaseName)
        ?? (databaseName.EndsWith("_bench", StringComparison.Ordinal) || databaseName.EndsWith("_test", StringComparison.Ordinal) ? null
        : $"“{databaseName}” is not a database for measurements (their names end in _bench). Sample exchanges would replace all its exchanges.");
}
