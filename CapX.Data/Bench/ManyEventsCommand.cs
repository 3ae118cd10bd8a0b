using CapX.Data.Verbs;
using Dapper;

namespace CapX.Data.Bench;

/// <summary>Fills a database of sample people with very many events, as after some years of use. One in ten is in the future. For measurements only.</summary>
public sealed class ManyEventsCommand(Database database)
{
    // TRUNCATE, because deleting this many rows by cascade takes longer than writing them.
    private const string EmptySql = """
        SET foreign_key_checks = 0;
        TRUNCATE TABLE event_learned;
        TRUNCATE TABLE event_registration;
        TRUNCATE TABLE event_organizer;
        TRUNCATE TABLE event_language;
        TRUNCATE TABLE event_capacity;
        TRUNCATE TABLE event;
        DELETE FROM catalogue WHERE kind = 'event';
        DELETE FROM catalogue_code WHERE entry_id NOT IN (SELECT id FROM catalogue);
        DELETE FROM content WHERE kind = 'event';
        SET foreign_key_checks = 1;
        """;

    // Ids of events are far above those of all content but messages.
    private const string IdSql = "5000000000 + s.seq";

    // The first sample person organizes every hundredth event and is registered for every fiftieth.
    private const string Sql = $"""
        INSERT INTO content (id, kind) SELECT {IdSql}, 'event' FROM seq_1_to_99999999 s WHERE s.seq <= @count;
        INSERT INTO event (id, title, text, language, kind, methods, starts_at, ends_at, zone, registration, seats, visibility, created_at,
               updated_at, form_key)
        SELECT {IdSql}, CONCAT('Sample event ', s.seq), 'A sample.', 'en', ELT(1 + s.seq % 3, 'online', 'in-person', 'both'), 16,
               @Now + INTERVAL CAST(CRC32(s.seq) % 2000000 AS SIGNED) - 1800000 MINUTE,
               @Now + INTERVAL CAST(CRC32(s.seq) % 2000000 AS SIGNED) - 1799880 MINUTE, 'Europe/Berlin', 'tool', 20, IF(s.seq % 4, 'public', 'members'), @Now,
                 @Now, CONCAT('event', LPAD(s.seq, 11, '0'))
          FROM seq_1_to_99999999 s WHERE s.seq <= @count;
        INSERT INTO event_organizer (event_id, person_id) SELECT id, @FirstId + IF(id % 100 = 0, 0, CRC32(CONCAT('o', id)) % @people) FROM event;
        INSERT INTO event_capacity (event_id, capacity_id) SELECT e.id, c.id FROM event e
         JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place, COUNT(*) OVER () AS every FROM capacity) c ON c.place = e.id % c.every;
        INSERT INTO event_language (event_id, language) SELECT id, 'en' FROM event;
        INSERT IGNORE INTO event_registration (event_id, person_id, state, registered_at)
        SELECT e.id, @FirstId + IF(n.seq = 1 AND e.id % 50 = 0, 0, CRC32(CONCAT('r', e.id, ' ', n.seq)) % @people), IF(n.seq > 4, 'waiting', 'registered'),
               e.starts_at - INTERVAL 20 DAY + INTERVAL n.seq MINUTE FROM event e JOIN seq_1_to_5 n;
        INSERT INTO catalogue (id, kind, owner_id, visibility, name, name_key, words, created_at, updated_at, starts_at, ends_at)
        SELECT e.id, 'event', o.person_id, e.visibility, e.title, e.title, CONCAT(' sample event ', e.id, ' '), e.created_at, e.updated_at, e.starts_at,
               e.ends_at FROM event e JOIN event_organizer o ON o.event_id = e.id;
        INSERT INTO catalogue_code (entry_id, facet, code) SELECT c.id, 'kind', e.kind FROM catalogue c JOIN event e ON e.id = c.id
         WHERE c.kind = 'event';
        INSERT INTO catalogue_code (entry_id, facet, code) SELECT c.id, 'language', 'en' FROM catalogue c WHERE c.kind = 'event';
        INSERT INTO catalogue_code (entry_id, facet, code) SELECT c.id, 'capacity', p.code FROM catalogue c JOIN event_capacity h ON h.event_id = c.id
         JOIN capacity p ON p.id = h.capacity_id WHERE c.kind = 'event';
        """;

    /// <summary>Replaces all events with <paramref name="count"/> events of existing sample people. Throws <see cref="SeedRefusedException"/> unless the
    /// database is for benchmarks or tests.</summary>
    public Task<bool> RunAsync(int count, int people, CancellationToken token = default)
    {
        if (SeedExchangesCommand.Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        return database.HoldAsync(async connection =>
        {
            foreach (var sql in EmptySql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) await connection.ExecuteAsync(sql);
            foreach (var sql in Sql.Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                await connection.ExecuteAsync(sql.TrimEnd(';'), new { count, people, SamplePeople.FirstId, SeedExchangesCommand.Now });
            return true;
        }, token);
    }
}
