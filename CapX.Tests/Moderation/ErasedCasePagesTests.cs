using System.Net;
using CapX.App.I18n;
using CapX.Data.Index;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>A person reported for threats deletes the account: what the reporter, the moderators and that person see over HTTP.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ErasedCasePagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Accused = 1002;

    private static readonly Messages English = MessageCatalog.Instance.For("en");

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        foreach (var (id, name) in new[] { (1001UL, "Sample Member"), (Accused, "Sample Organizer"), (1003UL, "Sample Moderator"),
            (1019UL, "Sample Second Moderator") })
        {
            await new PersonBuilder { Id = id, Username = name, About = id == Accused ? "I will find you" : null }.InsertAsync(data.Database);
            await ConsentAsync(id);
        }
        foreach (var name in new[] { "Sample Moderator", "Sample Second Moderator" }) await data.GrantAsync(name, Role.Moderator);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync()
    {
        app.Clock.Now = TestClock.Start;
        return Task.CompletedTask;
    }

    [Fact]
    public async Task From_a_threat_through_the_erasure_to_a_decision_that_meets_the_person_again()
    {
        using var member = await app.OpenAsAsync("member");
        var receipt = await ReportAsync(member);
        var caseUrl = await EraseAsync();
        var end = English.Date(DateOnly.FromDateTime(app.Clock.Now.AddDays(90)));
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/people/Sample_Organizer")).StatusCode);
        var waiting = await member.TextAsync(receipt);
        Assert.Contains("The owner of the reported account has deleted it", waiting, StringComparison.Ordinal);
        Assert.Contains(end, waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("closed", await member.TextAsync("/reports"), StringComparison.Ordinal);

        using var moderator = await app.OpenAsAsync("moderator");
        var queue = await moderator.TextAsync("/moderation");
        foreach (var said in new[] { caseUrl, "Former member", "Emergency", $"Decide by {end}" }) Assert.Contains(said, queue, StringComparison.Ordinal);
        var page = await moderator.TextAsync(caseUrl);
        foreach (var said in new[] { "I will find you", "I am afraid", "Former member", end, "emergency@wikimedia.org" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        foreach (var html in new[] { queue, page }) Assert.DoesNotContain("Sample Organizer", html, StringComparison.Ordinal);
        await moderator.SubmitAsync($"{caseUrl}/claim", caseUrl);
        var form = await moderator.TextAsync(caseUrl);
        foreach (var kind in new[] { "no-action", "advice", "limit", "suspend", "suspend-until" })
            Assert.Contains($"id=\"kind-{kind}\"", form, StringComparison.Ordinal);
        foreach (var kind in new[] { "hide", "remove", "erase" }) Assert.DoesNotContain($"id=\"kind-{kind}\"", form, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await moderator.SubmitAsync(caseUrl, caseUrl, ("_handler", "note"), ("NoteText", "Told the stewards"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found,
            (await moderator.SubmitAsync(caseUrl, caseUrl, ("_handler", "decide"), ("Kind", "suspend"), ("Reason", "Nobody is threatened here"),
                ("ReasonLanguage", "en"))).StatusCode);
        Assert.DoesNotContain("You can decide this case", await moderator.TextAsync(caseUrl), StringComparison.Ordinal);
        Assert.Contains("Moderators reviewed your report and took action", await member.TextAsync(receipt), StringComparison.Ordinal);
        Assert.Contains("/reports/", await member.TextAsync("/notifications"), StringComparison.Ordinal);

        using var back = await app.OpenAsAsync("organizer");
        Assert.Equal("/decisions", TestBrowser.Location(await back.GetAsync("/exchanges")));
        var decision = $"/decisions/{(await data.QueryAsync<ulong>("SELECT id FROM decision")).Single()}";
        Assert.Contains(decision, await back.TextAsync("/decisions"), StringComparison.Ordinal);
        Assert.Contains("Nobody is threatened here", await back.TextAsync(decision), StringComparison.Ordinal);
        Assert.EndsWith($"{decision}?came=done",
            TestBrowser.Location(await back.SubmitAsync(decision, decision, ("_handler", "appeal"), ("Text", "I was angry"), ("Language", "en"))),
            StringComparison.Ordinal);
        Assert.Contains("Sample Organizer", await moderator.TextAsync(caseUrl), StringComparison.Ordinal);
        using var second = await app.OpenAsAsync("moderator-two");
        var appeal = $"/moderation/cases/{(await data.QueryAsync<ulong>("SELECT case_id FROM appeal")).Single()}";
        await second.SubmitAsync($"{appeal}/claim", appeal);
        Assert.Equal(HttpStatusCode.Found,
            (await second.SubmitAsync(appeal, appeal, ("_handler", "review"), ("Outcome", "kept"), ("Reason", "It stays"),
                ("ReasonLanguage", "en"))).StatusCode);
        Assert.Contains("It stays", await back.TextAsync(decision), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ninety_days_the_reporter_reads_that_it_ended_and_moderators_read_nothing_of_it()
    {
        using var visitor = app.Open();
        var receipt = await ReportAsync(visitor);
        var caseUrl = await EraseAsync();
        Assert.Contains("The owner of the reported account has deleted it", await visitor.TextAsync(receipt), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(90));
        await data.ExecuteAsync("UPDATE report SET made_at = @Now", new { app.Clock.Now });
        await app.Services.GetRequiredService<RetainCommand>().RunAsync();
        var ended = await visitor.TextAsync(receipt);
        Assert.Contains("closed without a decision", ended, StringComparison.Ordinal);
        foreach (var gone in new[] { "I am afraid", "A moderator will review it", "The owner of the reported account has deleted it" })
            Assert.DoesNotContain(gone, ended, StringComparison.Ordinal);
        Assert.Contains("closed without a decision", await visitor.TextAsync("/reports"), StringComparison.Ordinal);
        using var moderator = await app.OpenAsAsync("moderator");
        Assert.DoesNotContain(caseUrl, await moderator.TextAsync("/moderation"), StringComparison.Ordinal);
        var page = await moderator.TextAsync(caseUrl);
        Assert.Contains("closed without a decision", page, StringComparison.Ordinal);
        foreach (var gone in new[] { "I will find you", "I am afraid" }) Assert.DoesNotContain(gone, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_about_erasing_say_the_same_to_everybody_whether_reported_or_not()
    {
        using var member = await app.OpenAsAsync("member");
        using var organizer = await app.OpenAsAsync("organizer");
        string Erasing(string html) => html[html.IndexOf("One exception", StringComparison.Ordinal)..].Split("<form")[0];
        var before = Erasing(await organizer.TextAsync("/privacy/me"));
        await ReportAsync(member);
        Assert.Contains("up to 90 days", before, StringComparison.Ordinal);
        Assert.Equal(before, Erasing(await organizer.TextAsync("/privacy/me")));
        Assert.Equal(before, Erasing(await member.TextAsync("/privacy/me")));
        using var visitor = app.Open();
        Assert.Contains("moderators keep the report for up to 90 days", await visitor.TextAsync("/privacy/erased"), StringComparison.Ordinal);
        var policy = await visitor.TextAsync("/privacy");
        foreach (var said in new[] { "Reports about deleted accounts", "moderators keep the report for up to 90 days",
            "90 days after the account was deleted" }) Assert.Contains(said, policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moderator_who_had_an_exchange_with_the_person_has_no_such_page()
    {
        await data.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
            SELECT 1003, 1002, 'ask', id, 'done', '2026-02-27', '2026-02-28', 'a' FROM capacity WHERE code = 'openrefine'
            """);
        using var member = await app.OpenAsAsync("member");
        await ReportAsync(member);
        var caseUrl = await EraseAsync();
        using var moderator = await app.OpenAsAsync("moderator");
        using var second = await app.OpenAsAsync("moderator-two");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK),
            ((await moderator.GetAsync(caseUrl)).StatusCode, (await second.GetAsync(caseUrl)).StatusCode));
        Assert.DoesNotContain(caseUrl, await moderator.TextAsync("/moderation"), StringComparison.Ordinal);
    }

    /// <summary>Reports the person for threats and returns the URL of the receipt.</summary>
    private async Task<string> ReportAsync(TestBrowser reporter) =>
        TestBrowser.Location(await reporter.ReportAsync(app.Clock, "person", "Sample Organizer", "threats", "I am afraid"));

    /// <summary>Deletes the account of the reported person and returns the URL of the case.</summary>
    private async Task<string> EraseAsync()
    {
        using var organizer = await app.OpenAsAsync("organizer");
        await organizer.ApproveErasureAsync("organizer");
        Assert.Equal("/privacy/erased",
            TestBrowser.Location(await organizer.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", "Sample Organizer"))));
        return $"/moderation/cases/{(await data.QueryAsync<ulong>("SELECT id FROM moderation_case")).Single()}";
    }

    private Task<int> ConsentAsync(ulong id) =>
        data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@id, @Version, UTC_TIMESTAMP())", new { id, Consent.Version });
}
