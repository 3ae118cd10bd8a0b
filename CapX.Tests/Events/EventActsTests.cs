using System.Net;
using CapX.Data.Events;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>Answering invitations, registering, leaving and navigating through plain forms and links, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EventActsTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;

    // Ids of accounts of the practice wiki.
    private const ulong Me = 1001;
    private const ulong Organizer = 1002;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.InsertAsync(data.Database);
        await new PersonBuilder { Id = Organizer, Username = "Sample Organizer" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) SELECT p.id, @Version, '2026-03-01' FROM person p",
            new { Consent.Version });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Whoever_is_asked_to_organize_answers_by_plain_forms()
    {
        var id = await new EventBuilder { Title = "Sample evening" }.By(Organizer).Inviting(Me).InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        using var organizer = await app.OpenAsAsync("organizer");
        using var visitor = app.Open();
        Assert.Contains("value=\"accept\"", await member.TextAsync($"/events/{id}"), StringComparison.Ordinal);
        Assert.Contains("no reply yet", await organizer.TextAsync($"/events/{id}?uselang=en"), StringComparison.Ordinal);
        foreach (var url in new[] { $"/events/{id}", "/events", $"/api/v1/events/{id}", $"/events/{id}.ics" })
            Assert.DoesNotContain("Sample Member", await visitor.TextAsync(url), StringComparison.Ordinal);
        foreach (var act in new[] { "accept", "decline" })
            Assert.Contains("/sign-in", TestBrowser.Location(await visitor.SubmitAsync($"/events/{id}/act", "/people", ("do", act))), StringComparison.Ordinal);
        var accepted = await member.TextAsync(await ActAsync(member, id, "accept") + "&uselang=en");
        Assert.Contains("You are now an organizer of this event", accepted, StringComparison.Ordinal);
        Assert.Contains($"/events/{id}/edit", accepted, StringComparison.Ordinal);
        Assert.Contains("Sample Member", await visitor.TextAsync($"/events/{id}"), StringComparison.Ordinal);
        await ActAsync(member, id, "go");

        var second = await new EventBuilder { Title = "Sample morning" }.By(Organizer).Inviting(Me).InsertAsync(data);
        Assert.Contains("You declined", await member.TextAsync(await ActAsync(member, second, "decline") + "&uselang=en"), StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"accept\"", await member.TextAsync($"/events/{second}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_does_not_see_an_event_any_more_can_still_go()
    {
        var id = await new EventBuilder { Title = "Sample evening" }.By(Organizer)
            .With(f => f with { IsPublic = false, Place = "Sample house", Kind = EventKind.Both }).Registered(Me).InsertAsync(data);
        var asked = await new EventBuilder { Title = "Sample morning" }.By(Organizer).With(f => f with { IsPublic = false }).Inviting(Me).InsertAsync(data);
        await data.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@Organizer, @Me, '2026-03-01')", new { Organizer, Me });
        using var member = await app.OpenAsAsync("member");
        Assert.Contains("You can no longer see this event", await member.TextAsync("/?uselang=en"), StringComparison.Ordinal);
        var left = await member.TextAsync($"/events/{id}?uselang=en");
        Assert.Contains("An event you can no longer see", left, StringComparison.Ordinal);
        Assert.Contains("value=\"leave\"", left, StringComparison.Ordinal);
        foreach (var hidden in new[] { "Sample evening", "Sample house", "Sample Organizer", "value=\"register\"" })
            Assert.DoesNotContain(hidden, left, StringComparison.Ordinal);
        foreach (var url in new[] { $"/events/{id}.ics", $"/api/v1/events/{id}" })
            Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(url)).StatusCode);
        Assert.Contains("You are no longer registered.", await member.TextAsync(await ActAsync(member, id, "leave") + "&uselang=en"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/events/{id}")).StatusCode);

        var question = await member.TextAsync($"/events/{asked}");
        Assert.Contains("value=\"decline\"", question, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"accept\"", question, StringComparison.Ordinal);
        Assert.Contains("You declined", await member.TextAsync(await ActAsync(member, asked, "decline") + "&uselang=en"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/events/{asked}")).StatusCode);
    }

    [Fact]
    public async Task Pages_of_organizations_and_people_list_their_events_to_come_as_far_as_one_sees_them()
    {
        var (group, slug) = await new OrganizationBuilder { Name = "Sample Group" }.Having(Organizer, "manager").InsertAsync(data);
        await new EventBuilder { Title = "Open evening" }.ByOrganization(group).By(Organizer).Inviting(Me).InsertAsync(data);
        await new EventBuilder { Title = "Evening for members" }.ByOrganization(group).By(Organizer).With(f => f with { IsPublic = false }).InsertAsync(data);
        await new EventBuilder { Title = "Evening of old", Starts = TestClock.Start.AddDays(-9) }.ByOrganization(group).By(Organizer).InsertAsync(data);
        await new EventBuilder { Title = "Evening off", IsCancelled = true }.ByOrganization(group).By(Organizer).InsertAsync(data);
        using var visitor = app.Open();
        using var member = await app.OpenAsAsync("member");
        foreach (var page in new[] { $"/organizations/{slug}", "/people/Sample_Organizer" })
        {
            var (seen, known) = (await visitor.TextAsync(page), await member.TextAsync(page));
            Assert.Contains("Open evening", seen, StringComparison.Ordinal);
            Assert.Contains("Evening for members", known, StringComparison.Ordinal);
            foreach (var hidden in new[] { "Evening for members", "Evening of old", "Evening off" })
                Assert.DoesNotContain(hidden, seen, StringComparison.Ordinal);
            Assert.InRange(await SqlCommands.CountAsync(() => member.GetAsync(page)), 1, MostCommands);
        }
        Assert.DoesNotContain("Open evening", await visitor.TextAsync("/people/Sample_Member"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("accept,decline")]
    [InlineData("")]
    public async Task Numbers_and_lists_are_no_words_for_what_is_to_be_done(string act)
    {
        var id = await new EventBuilder().By(Organizer).InsertAsync(data);
        var (_, slug) = await new OrganizationBuilder { Name = "Sample Group" }.Having(Me, "manager").InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        foreach (var url in new[] { $"/events/{id}/act", $"/organizations/{slug}/act", "/listings/1/act", "/exchanges/1/change" })
            Assert.Equal(HttpStatusCode.BadRequest, (await member.SubmitAsync(url, "/notifications", ("do", act))).StatusCode);
        Assert.DoesNotContain("cdx-message--success", await member.TextAsync($"/events/{id}?did=register&came=0"), StringComparison.Ordinal);
    }

    private static async Task<string> ActAsync(TestBrowser browser, ulong id, string act) =>
        TestBrowser.Location(await browser.SubmitAsync($"/events/{id}/act", "/notifications", ("do", act)));
}
