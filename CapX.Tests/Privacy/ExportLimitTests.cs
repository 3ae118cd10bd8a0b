using System.Net;
using System.Text.Json;
using CapX.App.Privacy;
using CapX.Data.Content;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Privacy;

/// <summary>The export of a person's data: through a form of this site, five times a day, and one at a time.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ExportLimitTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string File = "/privacy/me/export.json";

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1001, @Version, UTC_TIMESTAMP())", new { Consent.Version });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<long> LoggedAsync() => (await data.QueryAsync<long>("SELECT COUNT(*) FROM log_entry")).Single();

    [Fact]
    public async Task Reading_an_address_takes_nothing_along_and_another_site_cannot_ask_for_it()
    {
        using var member = await app.OpenAsAsync("member");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("/privacy/me#export", TestBrowser.Location(await member.GetAsync(File)));
            await member.GetAsync("/privacy/me/export");
        }
        Assert.Contains($"action=\"{File}\"", await member.TextAsync("/privacy/me"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await member.PostAsync(File)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await member.PostAsync(File, ("__RequestVerificationToken", "made-up"))).StatusCode);
        Assert.Equal(0, await LoggedAsync());
        Assert.Empty(await data.QueryAsync<ulong>("SELECT person_id FROM export_count"));
        using var visitor = app.Open();
        Assert.StartsWith("/sign-in", new Uri(app.Address, TestBrowser.Location(await visitor.SubmitAsync(File))).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_files_a_day_are_given_and_the_log_notes_one()
    {
        using var member = await app.OpenAsAsync("member");
        for (var i = 0; i < TakeExportCommand.MostADay; i++)
        {
            var file = await member.SubmitAsync(File, "/privacy/me");
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal("attachment; filename=\"capx-Sample Member.json\"; filename*=UTF-8''capx-Sample%20Member.json",
                file.Content.Headers.ContentDisposition!.ToString());
            using var json = JsonDocument.Parse(await file.Content.ReadAsStringAsync());
            Assert.Equal(i + 1, json.RootElement.GetProperty("account").GetProperty("exports").GetInt32());
            app.Clock.Advance(TimeSpan.FromHours(1));
        }
        var refused = await member.SubmitAsync(File, "/privacy/me");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromHours(19), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("<h1", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await LoggedAsync());
        app.Clock.Advance(TimeSpan.FromHours(19));
        Assert.Equal(HttpStatusCode.OK, (await member.SubmitAsync(File, "/privacy/me")).StatusCode);
        Assert.Equal(2, await LoggedAsync());
    }

    [Fact]
    public async Task Files_asked_for_at_once_are_counted_one_after_the_other()
    {
        var actor = await data.OpenSessionAsync(1001);
        var take = new TakeExportCommand(data.Database, app.Clock);
        var waits = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => take.RunAsync(actor)));
        Assert.Equal(TakeExportCommand.MostADay, waits.Count(wait => wait is null));
        Assert.Equal(1, await LoggedAsync());
        Assert.Equal(TimeSpan.Zero, await take.RunAsync(actor with { Session = new byte[32] }));
    }

    [Fact]
    public async Task A_second_one_at_the_same_time_waits_for_the_first()
    {
        using var member = await app.OpenAsAsync("member");
        var underWay = app.Services.GetRequiredService<ExportsUnderWay>();
        using (underWay.Begin(1001))
        {
            foreach (var refused in new[] { await member.SubmitAsync(File, "/privacy/me"), await member.GetAsync("/privacy/me/export") })
            {
                Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
                Assert.Equal(ExportsUnderWay.Wait, refused.Headers.RetryAfter!.Delta);
                Assert.Contains("<h1", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
            Assert.NotNull(underWay.Begin(1002));
        }
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/privacy/me/export")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await member.SubmitAsync(File, "/privacy/me")).StatusCode);
        Assert.Empty(await data.QueryAsync<ulong>("SELECT person_id FROM export_count WHERE count > 1"));
    }

    [Fact]
    public async Task A_long_list_comes_whole_and_in_order_in_the_file_and_its_first_rows_on_the_page()
    {
        await FillAsync(data, 3 * ExportedRows.Portion + 7, 10);
        using var member = await app.OpenAsAsync("member");
        using var json = JsonDocument.Parse(await (await member.SubmitAsync(File, "/privacy/me")).Content.ReadAsStringAsync());
        var ids = json.RootElement.GetProperty("exchanges").GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("id").GetUInt64()).ToList();
        Assert.Equal(await data.QueryAsync<ulong>("SELECT id FROM exchange_message ORDER BY id"), ids);
        var page = await member.TextAsync("/privacy/me/export");
        Assert.Contains("exchanges.messages</code> 100 of 307", page, StringComparison.Ordinal);
        Assert.Contains("Message 100 ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Message 101 ", page, StringComparison.Ordinal);
        Assert.Contains("(307)", await member.TextAsync("/privacy/me"), StringComparison.Ordinal);
    }

    internal static Task<int> FillAsync(DatabaseFixture data, int messages, int letters) => data.ExecuteAsync("""
        INSERT INTO exchange (id, proposer_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
         SELECT 5001, 1001, 'ask', id, 'accepted', @Start, @Start, UNHEX(MD5('x')) FROM capacity WHERE code = 'openrefine';
        INSERT INTO content (id, kind) SELECT 1000000 + seq, 'message' FROM seq_1_to_10000 WHERE seq <= @messages;
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, sent_at, form_key)
         SELECT 1000000 + seq, 5001, 1001, 'proposer', CONCAT('Message ', seq, ' ', REPEAT('x', @letters)), @Start, UNHEX(MD5(seq))
           FROM seq_1_to_10000 WHERE seq <= @messages;
        """, new { TestClock.Start, messages, letters });
}
