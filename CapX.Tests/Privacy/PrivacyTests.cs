using System.Globalization;
using System.Text.Json;
using CapX.Data;
using CapX.Data.Index;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests.Privacy;

[Collection(SharedDatabase.Name)]
public sealed class PrivacyTests(DatabaseFixture fixture) : IAsyncLifetime
{
    // Each column of a table that points to a person, once for each way in which it points there.
    private const string PersonColumnsSql = """
        SELECT c.table_name AS TableName, c.column_name AS ColumnName, k.column_name AS KeyName
          FROM information_schema.columns c
          JOIN (SELECT table_name, column_name FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_name = 'person'
                UNION ALL SELECT 'person', 'id') k ON k.table_name = c.table_name
         WHERE c.table_schema = DATABASE()
         ORDER BY c.table_name, k.column_name, c.ordinal_position
        """;

    private const string OwnColumnsSql = """
        SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns
         WHERE table_schema = DATABASE() AND (column_name LIKE '%person_id' OR column_name IN ('author_id', 'sender_id', 'recipient_id', 'blocked_id'))
        """;

    // By the schema, and so that the row of the person takes it along.
    private const string TiedColumnsSql = """
        SELECT CONCAT(k.table_name, '.', k.column_name) FROM information_schema.key_column_usage k
          JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
            AND r.table_name = k.table_name
         WHERE k.table_schema = DATABASE() AND k.referenced_table_name = 'person'
           AND r.delete_rule = IF(k.table_name IN ('exchange', 'exchange_change', 'organization_change', 'capacity_change', 'moderation_case', 'decision')
             OR (k.table_name = 'case_note' AND k.column_name = 'author_id'), 'SET NULL', 'CASCADE')
        """;

    /// <summary>Given in other words: a capacity by its code, methods by theirs; the other party by the exchange. The key of a session and the tokens of the
    /// wiki open doors, a lease says which process sends, and a version by which rules look-alikes are sought: no information about the person.</summary>
    private static readonly string[] ToldOtherwise =
    [
        "person_capacity.capacity_id", "person_capacity.methods", "session.id", "exchange.capacity_id", "exchange.method", "exchange.recipient_person_id",
        "exchange.form_key",
        "exchange_change.id", "exchange_message.form_key", "exchange_outcome.method", "wiki_token.access_token", "wiki_token.refresh_token",
        "organization_change.author_id", "organization_change.subject_id", "person_role.granted_by", "delivery.id", "delivery.recipient_id",
        "delivery.lease_key", "delivery.lease_until",
        "appeal.case_id", "case_note.id", "case_note.form_key", "decision.case_id", "decision.form_key", "report.form_key", "report_evidence.report_id",
        "log_reason.salt", "log_subject.subject",
        // By whom an erased account is known again is told to nobody.
        "kept_block.id", "kept_block.hash", "kept_limit.id", "kept_limit.by_person_id",
        "listing.methods", "listing.link_key", "listing.form_key", "capacity_change.author_id", "capacity_suggestion.answered_by",
        "capacity_suggestion.form_key", "person.skeleton_version",
    ];

    /// <summary>Rows that are another's: of an exchange or a delivery, the export tells what concerns this person; of being blocked, nothing.</summary>
    private static readonly string[] OfAnother =
    [
        "exchange.recipient_person_id", "delivery.recipient_id", "person_block.blocked_id", "kept_limit.by_person_id", "person_role.granted_by",
        "capacity_suggestion.answered_by",
        // What is not decided is not told, nor what moderators note; what one did as a moderator is told by kind and time.
        "moderation_case.person_id", "moderation_case.claimed_by", "case_note.person_id", "decision.decided_by", "decision.undone_by", "appeal.reviewed_by",
        // Who may not handle a case must not learn by it that there is one.
        "case_conflict.person_id",
    ];

    /// <summary>What outlives an account, and on what ground.</summary>
    private static readonly string[] NamedInRecord =
        ["`erased_case`", "`report_evidence`", "`case_note`", "`case_conflict`", "`sanction`", "90 days", "Article 6(1)(f)", "Article 17(3)(e)"];

    /// <summary>Made of what is exported elsewhere.</summary>
    private static readonly string[] Derived = ["catalogue", "name_skeleton"];

    private readonly TestClock _clock = new();

    private PeopleIndex _index = null!;

    public Task InitializeAsync()
    {
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        return fixture.EmptyAsync();
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    private EraseAccountCommand Erase => new(fixture.Database, _index, DatabaseFixture.Hash, _clock);

    /// <summary>The marked person, who has just signed in once more.</summary>
    private async Task<Actor> FreshAsync()
    {
        await MarkedPerson.InsertAsync(fixture);
        return await fixture.OpenSessionAsync(MarkedPerson.Id);
    }

    private Task<AccountExport?> ExportAsync(ulong id) => new ExportQuery(fixture.Database, _clock).RunAsync(id);

    [Fact]
    public async Task The_export_holds_the_value_of_every_column()
    {
        await MarkedPerson.InsertAsync(fixture);
        var json = JsonSerializer.Serialize(await ExportAsync(MarkedPerson.Id), JsonSerializerOptions.Web);
        var missing = new List<string>();
        var columns = await fixture.QueryAsync<Column>(PersonColumnsSql);
        Assert.Contains(columns, c => c is { TableName: "delivery", KeyName: "sender_id", ColumnName: "reason" });
        foreach (var column in columns)
        {
            var values = await fixture.Database.ReadAsync(async c =>
                (await c.QueryAsync($"SELECT `{column.ColumnName}` AS v FROM `{column.TableName}` WHERE `{column.KeyName}` = @Id",
                    new { MarkedPerson.Id })).Select(r => (object?)r.v).ToList());
            Assert.True(values.Count > 0, $"The marked person has no row in {column.TableName} by {column.KeyName}: add one.");
            if (OfAnother.Contains($"{column.TableName}.{column.KeyName}") || Derived.Contains(column.TableName)) continue;
            var isTold = ToldOtherwise.Contains($"{column.TableName}.{column.ColumnName}")
                || values.All(v => v is null || json.Contains(Written(v), StringComparison.Ordinal));
            if (!isTold) missing.Add($"{column.TableName}.{column.ColumnName}");
        }
        Assert.Empty(missing);
        Assert.Contains("\"schemaVersion\":1", json, StringComparison.Ordinal);
        Assert.Contains("\"offers\":[{\"code\":\"technology\",\"methods\":[\"quick-help\",\"coaching\"],\"note\":\"zqmark offer\"}]", json,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_holds_nothing_of_others()
    {
        await MarkedPerson.InsertAsync(fixture);
        var other = await new PersonBuilder { Username = "Other" }.InsertAsync(fixture.Database);
        Assert.DoesNotContain(MarkedPerson.Mark, JsonSerializer.Serialize(await ExportAsync(other)), StringComparison.Ordinal);
        Assert.Null(await ExportAsync(404));
    }

    [Fact]
    public async Task The_export_tells_of_a_delivery_to_the_person_but_not_how_its_sender_fared()
    {
        await MarkedPerson.InsertAsync(fixture);
        var export = await ExportAsync(MarkedPerson.Id);
        var received = Assert.Single(export!.Deliveries, d => d.Side == "recipient");
        Assert.Equal((8765436UL, "mail", "queued", new DateTime(2010, 5, 3)), (received.MessageId, received.Channel, received.State, received.QueuedAt));
        Assert.Equal((null, null, null), (received.Reason, received.Attempts, received.NextTryAt));
        await fixture.ExecuteAsync("UPDATE delivery SET reason = 'no-mail' WHERE id = 8765437");
        Assert.Contains((await ExportAsync(MarkedPerson.Id))!.Deliveries, d => d is { Side: "recipient", Reason: "no-mail" });
    }

    [Fact]
    public async Task The_export_does_not_tell_who_blocked_the_person()
    {
        await MarkedPerson.InsertAsync(fixture);
        Assert.Equal([77UL], (await ExportAsync(MarkedPerson.Id))!.Exchanges.Blocks.Select(b => b.BlockedId));
        Assert.DoesNotContain("2010-07-03", JsonSerializer.Serialize(await ExportAsync(MarkedPerson.Id), JsonSerializerOptions.Web), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_leaves_nothing_in_any_column_of_any_table()
    {
        var actor = await FreshAsync();
        await new PersonBuilder { Username = "Other" }.Offers("technology", 1, "Stays").Speaks("en").InsertAsync(fixture.Database);
        Assert.NotEmpty(await TracesAsync());
        Assert.Equal(EraseOutcome.Erased, await Erase.RunAsync(actor, " zqmark_user "));
        Assert.Empty(await TracesAsync());
        // By a keyed hash only, which nobody can make without the secret: that it was limited, that another blocked it, and that another declined.
        var hash = await fixture.Database.WriteAsync(transaction => DatabaseFixture.Hash.OfAsync(transaction, MarkedPerson.Id, _clock.Now));
        Assert.Equal(["kept_block.hash", "kept_limit.hash"], (await Traces.OfAsync(fixture, "no such text", bytes: hash)).Except(["sanction.person"]));
        Assert.Equal([0], await fixture.QueryAsync<long>("""
            SELECT (SELECT COUNT(*) FROM kept_limit WHERE person_id IS NOT NULL AND person_id <> 77) + (SELECT COUNT(*) FROM kept_block WHERE person_id <> 77)
            """));
        Assert.False(await new AccountExistsQuery(fixture.Database).RunAsync(MarkedPerson.Id));
        Assert.Equal(["Other"],
            await fixture.QueryAsync<string>("""
                SELECT p.username FROM person p JOIN person_capacity h ON h.person_id = p.id AND h.role = 'offers' JOIN person_language l ON l.person_id = p.id
                """));
    }

    [Fact]
    public async Task Of_an_open_case_erasing_leaves_the_evidence_and_a_keyed_hash_for_ninety_days_and_nothing_else()
    {
        var actor = await FreshAsync();
        await fixture.ExecuteAsync("""
            UPDATE moderation_case SET closed_at = NULL WHERE id = 8765760;
            UPDATE report_evidence
               SET parts = CONCAT('[{"part":"username","text":"zqmark user","language":null},', '{"part":"about","text":"zqmark evidence","language":"en"}]')
             WHERE report_id = 8765763;
            """);
        Assert.Equal(EraseOutcome.Erased, await Erase.RunAsync(actor, MarkedPerson.Username));
        Assert.Equal(["case_note.text", "report_evidence.parts"], await TracesAsync());
        Assert.DoesNotContain(MarkedPerson.Username, (await fixture.QueryAsync<string>("SELECT parts FROM report_evidence")).Single(),
            StringComparison.Ordinal);
        var hash = (await fixture.QueryAsync<byte[]>("SELECT person FROM erased_case")).Single();
        Assert.Equal(["erased_case.person", "kept_block.hash", "kept_limit.hash"], await Traces.OfAsync(fixture, Convert.ToHexString(hash), bytes: hash));
        // Each of them is named in the record of processing.
        var record = await File.ReadAllTextAsync(Path.Combine(HouseTests.Root, "toolforge", "processing.md"));
        Assert.All(NamedInRecord, name => Assert.Contains(name, record, StringComparison.Ordinal));
        _clock.Advance(TimeSpan.FromDays(90));
        await new RetainCommand(fixture.Database, _clock).RunAsync();
        Assert.Empty(await TracesAsync());
        // A block ends with the account of the one who blocked.
        Assert.Equal(["kept_block.hash"], await Traces.OfAsync(fixture, Convert.ToHexString(hash), bytes: hash));
    }

    [Fact]
    public async Task Whoever_is_erased_is_found_no_more()
    {
        var id = await new PersonBuilder { Username = "Gone" }.InsertAsync(fixture.Database);
        await _index.LoadAsync();
        Assert.Equal(1, _index.Count(new PeopleFilter(), Viewer.Anonymous));
        Assert.Equal(EraseOutcome.Erased, await Erase.RunAsync(await fixture.OpenSessionAsync(id), "Gone"));
        Assert.Equal(0, _index.Count(new PeopleFilter(), Viewer.Anonymous));
    }

    [Fact]
    public async Task Whoever_is_erased_is_in_no_block_any_more()
    {
        var id = await new PersonBuilder { Username = "Gone" }.InsertAsync(fixture.Database);
        var other = await new PersonBuilder { Username = "Other" }.InsertAsync(fixture.Database);
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@other, @id, UTC_TIMESTAMP(6))", new { id, other });
        await _index.LoadAsync();
        Assert.NotEmpty(_index.Blocks.Of(other));
        await Erase.RunAsync(await fixture.OpenSessionAsync(id), "Gone");
        Assert.Empty(_index.Blocks.Of(other));
    }

    [Fact]
    public async Task Every_row_of_a_person_goes_with_the_person() =>
        Assert.Empty((await fixture.QueryAsync<string>(OwnColumnsSql)).Except(await fixture.QueryAsync<string>(TiedColumnsSql)));

    [Theory]
    [InlineData("")]
    [InlineData("Zqmark user")]
    [InlineData("zqmark")]
    [InlineData("zqmark user\uFFFE!")]
    public async Task Another_name_erases_nothing(string typed)
    {
        var actor = await FreshAsync();
        Assert.Equal(EraseOutcome.OtherName, await Erase.RunAsync(actor, typed));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(MarkedPerson.Id));
    }

    [Fact]
    public async Task Strangers_and_ended_sessions_erase_nothing()
    {
        var actor = await FreshAsync();
        var stranger = await fixture.NewcomerAsync();
        Assert.Equal(EraseOutcome.SignedOut, await Erase.RunAsync(stranger with { PersonId = MarkedPerson.Id }, MarkedPerson.Username));
        Assert.Equal(EraseOutcome.OtherName, await Erase.RunAsync(stranger, MarkedPerson.Username));
        _clock.Now = new DateTime(2038, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(EraseOutcome.SignedOut, await Erase.RunAsync(actor, MarkedPerson.Username));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(MarkedPerson.Id));
    }

    [Fact]
    public async Task Erasing_half_way_erases_nothing()
    {
        var actor = await FreshAsync();
        var before = await TracesAsync();
        await fixture.ExecuteAsync("CREATE TRIGGER half_way AFTER DELETE ON person FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'half way'");
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Erase.RunAsync(actor, MarkedPerson.Username));
        }
        finally
        {
            await fixture.ExecuteAsync("DROP TRIGGER half_way");
        }
        Assert.Equal(before, await TracesAsync());
    }

    [Fact]
    public async Task A_sign_in_older_than_ten_minutes_erases_nothing()
    {
        var actor = await FreshAsync();
        _clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        Assert.Equal(EraseOutcome.NotFresh, await Erase.RunAsync(actor, MarkedPerson.Username));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(MarkedPerson.Id));
        _clock.Advance(TimeSpan.FromSeconds(-1));
        Assert.Equal(EraseOutcome.Erased, await Erase.RunAsync(actor, MarkedPerson.Username));
    }

    [Theory]
    [InlineData("UPDATE person SET version = 1 WHERE id = @PersonId")]
    [InlineData("INSERT INTO consent (person_id, version, given_at) VALUES (@PersonId, 1, UTC_TIMESTAMP(6))")]
    public async Task Who_agreed_to_something_or_saved_something_does_not_decline_it_all_away(string sql)
    {
        var actor = await fixture.NewcomerAsync();
        await fixture.ExecuteAsync("DELETE FROM consent; UPDATE person SET version = 0 WHERE id = @PersonId", new { actor.PersonId });
        await fixture.ExecuteAsync(sql, new { actor.PersonId });
        Assert.Equal(EraseOutcome.NotEmpty, await Erase.DeclineAsync(actor));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(actor.PersonId));
        await fixture.ExecuteAsync("DELETE FROM consent; UPDATE person SET version = 0 WHERE id = @PersonId", new { actor.PersonId });
        Assert.Equal(EraseOutcome.Erased, await Erase.DeclineAsync(actor));
    }

    [Fact]
    public async Task A_second_erasure_finds_nobody()
    {
        var actor = await FreshAsync();
        await Erase.RunAsync(actor, MarkedPerson.Username);
        Assert.Equal(EraseOutcome.SignedOut, await Erase.RunAsync(actor, MarkedPerson.Username));
    }

    private Task<List<string>> TracesAsync() =>
        Traces.OfAsync(fixture, MarkedPerson.Mark, [MarkedPerson.Id.ToString(CultureInfo.InvariantCulture), "ZQM", "4711"], SessionKey.Hash(MarkedPerson.Mark));

    private static string Written(object value) => value switch
    {
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private sealed record Column
    {
        public required string TableName { get; init; }
        public required string ColumnName { get; init; }

        /// <summary>The column of the same table that points to the person.</summary>
        public string? KeyName { get; init; }
    }
}
