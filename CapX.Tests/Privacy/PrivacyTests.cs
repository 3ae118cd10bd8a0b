using CapX.Data;
using CapX.Data.Index;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using System.Globalization;
using Xunit;

namespace CapX.Tests.Privacy;

[Collection(SharedDatabase.Name)]
public sealed class PrivacyTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string OwnColumnsSql = """
        SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns
         WHERE table_schema = DATABASE() AND (column_name LIKE '%person_id' OR column_name IN ('author_id', 'sender_id', 'recipient_id', 'blocked_id'))
        """;

    // Columns whose foreign key makes the deletion of the person delete or clear them.
    private const string TiedColumnsSql = """
        SELECT CONCAT(k.table_name, '.', k.column_name) FROM information_schema.key_column_usage k
          JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
            AND r.table_name = k.table_name
         WHERE k.table_schema = DATABASE() AND k.referenced_table_name = 'person'
           AND r.delete_rule = IF(k.table_name IN ('exchange', 'exchange_change', 'organization_change', 'capacity_change', 'moderation_case', 'decision')
             OR (k.table_name = 'case_note' AND k.column_name = 'author_id'), 'SET NULL', 'CASCADE')
        """;

    /// <summary>Data that outlives an account, and its legal basis, as the record of processing must name them.</summary>
    private static readonly string[] NamedInRecord =
        ["`erased_case`", "`report_evidence`", "`case_note`", "`case_conflict`", "`sanction`", "90 days", "Article 6(1)(f)", "Article 17(3)(e)"];

    private readonly TestClock _clock = new();

    private PeopleIndex _index = null!;

    public Task InitializeAsync()
    {
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        return fixture.EmptyAsync();
    }

    public async Task DisposeAsync()
    {
        _index.Dispose();
        Assert.Empty(await OrphanedContent.FindAsync(fixture));
    }

    private EraseAccountCommand Erase => new(fixture.Database, _index, DatabaseFixture.Hash, _clock);

    /// <summary>Inserts the marked person and opens a new session.</summary>
    private async Task<Actor> FreshAsync()
    {
        await MarkedPerson.InsertAsync(fixture);
        return await fixture.OpenSessionAsync(MarkedPerson.Id);
    }

    [Fact]
    public async Task Erasing_leaves_nothing_in_any_column_of_any_table()
    {
        var actor = await FreshAsync();
        await new PersonBuilder { Username = "Other" }.Offers("technology", 1, "Stays").Speaks("en").InsertAsync(fixture.Database);
        Assert.NotEmpty(await TracesAsync());
        Assert.Equal(EraseAccountResult.Erased, await Erase.RunAsync(actor, " zqmark_user "));
        Assert.Empty(await TracesAsync());
        // Only a keyed hash is left, which no one can compute without the secret. It preserves limits, refusals and a block by another person.
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
        Assert.Equal(EraseAccountResult.Erased, await Erase.RunAsync(actor, MarkedPerson.Username));
        Assert.Equal(["case_note.text", "report_evidence.parts"], await TracesAsync());
        Assert.DoesNotContain(MarkedPerson.Username, (await fixture.QueryAsync<string>("SELECT parts FROM report_evidence")).Single(),
            StringComparison.Ordinal);
        var hash = (await fixture.QueryAsync<byte[]>("SELECT person FROM erased_case")).Single();
        Assert.Equal(["erased_case.person", "kept_block.hash", "kept_limit.hash"], await Traces.OfAsync(fixture, Convert.ToHexString(hash), bytes: hash));
        // The record of processing names each of them.
        var record = await File.ReadAllTextAsync(Path.Combine(HouseTests.Root, "toolforge", "processing.md"));
        Assert.All(NamedInRecord, name => Assert.Contains(name, record, StringComparison.Ordinal));
        _clock.Advance(TimeSpan.FromDays(90));
        await new RetainCommand(fixture.Database, _clock).RunAsync();
        Assert.Empty(await TracesAsync());
        // A block ends only with the account of the person who made it.
        Assert.Equal(["kept_block.hash"], await Traces.OfAsync(fixture, Convert.ToHexString(hash), bytes: hash));
    }

    [Fact]
    public async Task Whoever_is_erased_is_found_no_more()
    {
        var id = await new PersonBuilder { Username = "Gone" }.InsertAsync(fixture.Database);
        await _index.LoadAsync();
        Assert.Equal(1, _index.Count(new PeopleFilter(), Viewer.Anonymous));
        Assert.Equal(EraseAccountResult.Erased, await Erase.RunAsync(await fixture.OpenSessionAsync(id), "Gone"));
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
        Assert.Equal(EraseAccountResult.OtherName, await Erase.RunAsync(actor, typed));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(MarkedPerson.Id));
    }

    [Fact]
    public async Task Strangers_and_ended_sessions_erase_nothing()
    {
        var actor = await FreshAsync();
        var stranger = await fixture.NewcomerAsync();
        Assert.Equal(EraseAccountResult.SignedOut, await Erase.RunAsync(stranger with { PersonId = MarkedPerson.Id }, MarkedPerson.Username));
        Assert.Equal(EraseAccountResult.OtherName, await Erase.RunAsync(stranger, MarkedPerson.Username));
        _clock.Now = new DateTime(2038, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(EraseAccountResult.SignedOut, await Erase.RunAsync(actor, MarkedPerson.Username));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(MarkedPerson.Id));
    }

    [Fact]
    public async Task Erasing_half_way_erases_nothing()
    {
        var actor = await FreshAsync();
        var before = await TracesAsync();
        await fixture.ExecuteAsync("CREATE TRIGGER half_way AFTER DELETE ON content FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'half way'");
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
        Assert.Equal(EraseAccountResult.NotFresh, await Erase.RunAsync(actor, MarkedPerson.Username));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(MarkedPerson.Id));
        _clock.Advance(TimeSpan.FromSeconds(-1));
        Assert.Equal(EraseAccountResult.Erased, await Erase.RunAsync(actor, MarkedPerson.Username));
    }

    [Theory]
    [InlineData("UPDATE person SET version = 1 WHERE id = @PersonId")]
    [InlineData("INSERT INTO consent (person_id, version, given_at) VALUES (@PersonId, 1, UTC_TIMESTAMP(6))")]
    public async Task Who_agreed_to_something_or_saved_something_does_not_decline_it_all_away(string sql)
    {
        var actor = await fixture.NewcomerAsync();
        await fixture.ExecuteAsync("DELETE FROM consent; UPDATE person SET version = 0 WHERE id = @PersonId", new { actor.PersonId });
        await fixture.ExecuteAsync(sql, new { actor.PersonId });
        Assert.Equal(EraseAccountResult.NotEmpty, await Erase.DeclineAsync(actor));
        Assert.True(await new AccountExistsQuery(fixture.Database).RunAsync(actor.PersonId));
        await fixture.ExecuteAsync("DELETE FROM consent; UPDATE person SET version = 0 WHERE id = @PersonId", new { actor.PersonId });
        Assert.Equal(EraseAccountResult.Erased, await Erase.DeclineAsync(actor));
    }

    [Fact]
    public async Task A_second_erasure_finds_nobody()
    {
        var actor = await FreshAsync();
        await Erase.RunAsync(actor, MarkedPerson.Username);
        Assert.Equal(EraseAccountResult.SignedOut, await Erase.RunAsync(actor, MarkedPerson.Username));
    }

    private Task<List<string>> TracesAsync() =>
        Traces.OfAsync(fixture, MarkedPerson.Mark, [MarkedPerson.Id.ToString(CultureInfo.InvariantCulture), "ZQM", "4711"], SessionKey.Hash(MarkedPerson.Mark));
}
