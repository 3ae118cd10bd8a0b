using System.Globalization;
using System.Text.Json;
using CapX.Data.Exchanges;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests.Privacy;

/// <summary>The export contains everything stored about a person and nothing about others.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ExportTests(DatabaseFixture fixture) : IAsyncLifetime
{
    // Every column of each table that refers to a person, once for each reference.
    private const string PersonColumnsSql = """
        SELECT c.table_name AS TableName, c.column_name AS ColumnName, k.column_name AS KeyName
          FROM information_schema.columns c
          JOIN (SELECT table_name, column_name FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_name = 'person'
                UNION ALL SELECT 'person', 'id'
                UNION ALL SELECT 'capacity_moved', 'content_id') k ON k.table_name = c.table_name
         WHERE c.table_schema = DATABASE()
         ORDER BY c.table_name, k.column_name, c.ordinal_position
        """;

    /// <summary>Columns that the export gives in another form, such as capacities by code, or that say nothing about the person: session keys, wiki tokens,
    /// leases and versions.</summary>
    private static readonly string[] ToldOtherwise =
    [
        "person.content_id", "capacity_moved.content_id", "person_capacity.capacity_id", "person_capacity.methods", "session.id",
        "exchange.capacity_id", "exchange.method", "exchange.recipient_person_id",
        "exchange.form_key",
        "exchange_change.id", "exchange_message.form_key", "exchange_outcome.method", "wiki_token.access_token", "wiki_token.refresh_token",
        "organization_change.author_id", "organization_change.subject_id", "person_role.granted_by", "delivery.id", "delivery.recipient_id",
        "delivery.lease_key", "delivery.lease_until",
        "appeal.case_id", "case_note.id", "case_note.form_key", "decision.case_id", "decision.form_key", "report.form_key", "report_evidence.report_id",
        "log_reason.salt", "log_subject.subject",
        // The export does not reveal how a returning account is recognized.
        "kept_block.id", "kept_block.hash", "kept_limit.id", "kept_limit.by_person_id",
        "listing.methods", "listing.link_key", "listing.form_key", "capacity_change.author_id", "capacity_suggestion.answered_by",
        "capacity_suggestion.form_key", "person.skeleton_version",
    ];

    /// <summary>References from other people's rows. The export contains what an exchange or delivery says about the person, but no blocks by others.</summary>
    private static readonly string[] OfAnother =
    [
        "exchange.recipient_person_id", "delivery.recipient_id", "person_block.blocked_id", "kept_limit.by_person_id", "person_role.granted_by",
        "capacity_suggestion.answered_by",
        // Undecided cases and moderators' notes are not exported. A moderator's own acts are exported by kind and time.
        "moderation_case.person_id", "moderation_case.claimed_by", "case_note.person_id", "decision.decided_by", "decision.undone_by", "appeal.reviewed_by",
        // A conflicted moderator must not learn from the export that the case exists.
        "case_conflict.person_id",
    ];

    /// <summary>Tables derived from data that is exported elsewhere.</summary>
    private static readonly string[] Derived = ["catalogue", "name_skeleton"];

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

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
                (await c.QueryAsync($"SELECT `{column.ColumnName}` AS v FROM `{column.TableName}` WHERE `{column.KeyName}` IN (@Id, @ContentId)",
                    new { MarkedPerson.Id, MarkedPerson.ContentId })).Select(r => (object?)r.v).ToList());
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
        Assert.Equal([77UL], (await ExportAsync(MarkedPerson.Id))!.Of<ExportedExchanges>().Blocks.Select(b => b.BlockedId));
        Assert.DoesNotContain("2010-07-03", JsonSerializer.Serialize(await ExportAsync(MarkedPerson.Id), JsonSerializerOptions.Web), StringComparison.Ordinal);
    }

    private Task<AccountExport?> ExportAsync(ulong id) => new ExportQuery(fixture.Database, new TestClock()).RunAsync(id);

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

        /// <summary>The column of the same table that refers to the person.</summary>
        public string? KeyName { get; init; }
    }
}
