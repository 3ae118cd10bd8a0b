using System.Net;
using CapX.Data.Events;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>The subscribed calendar: how pages offer it, how it describes itself, and how long events stay in it.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EventFeedTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Organizer = 1002;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await new PersonBuilder { Id = Organizer, Username = "Sample Organizer" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) SELECT p.id, @Version, '2026-03-01' FROM person p",
            new { Consent.Version });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/events?uselang=en", "/events/feed.ics?uselang=en")]
    [InlineData("/events?uselang=fr&kind=online&capacity=openrefine", "/events/feed.ics?kind=online&capacity=openrefine&uselang=fr")]
    [InlineData("/events?uselang=ar&q=caf%C3%A9+%26+%22tea%22&page=2&pageSize=50&order=name", "/events/feed.ics?q=caf%C3%A9%20%26%20%22tea%22&uselang=ar")]
    // One calendar contains past and upcoming events.
    [InlineData("/events?uselang=en&past=1", "/events/feed.ics?uselang=en")]
    [InlineData("/events/ID?uselang=en", "/events/ID.ics")]
    public async Task A_page_has_a_link_that_opens_the_calendar_program_and_the_address_to_copy(string page, string feed)
    {
        var id = await new EventBuilder { Title = "Sample" }.By(Organizer).InsertAsync(data);
        (page, feed) = (page.Replace("ID", $"{id}", StringComparison.Ordinal), feed.Replace("ID", $"{id}", StringComparison.Ordinal));
        using var visitor = app.Open();
        var html = WebUtility.HtmlDecode(await visitor.TextAsync(page));
        Assert.Contains($"<a href=\"webcal://{app.Address.Authority}{feed}\"", html, StringComparison.Ordinal);
        var shown = System.Text.RegularExpressions.Regex.Escape($"http://{app.Address.Authority}{feed}");
        Assert.Matches($"<input id=\"calendar-address\"[^>]* readonly value=\"{shown}\"", html);
        var answer = await visitor.GetAsync(feed);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotEqual("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task An_event_that_only_members_see_is_saved_as_a_file_and_not_subscribed_to()
    {
        var id = await new EventBuilder { Title = "Sample" }.By(Organizer).With(f => f with { IsPublic = false }).InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        var html = await member.TextAsync($"/events/{id}");
        Assert.Contains($"href=\"/events/{id}.ics\" download=\"event-{id}.ics\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("webcal:", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "CapX: Events")]
    [InlineData("fr", "CapX: Événements")]
    [InlineData("ar", "CapX: الفعاليات")]
    public async Task Says_its_name_in_the_readers_language_and_how_often_to_ask(string language, string name)
    {
        using var visitor = app.Open();
        var lines = Unfolded(await visitor.TextAsync($"/events/feed.ics?uselang={language}"));
        Assert.Superset(new HashSet<string> { $"NAME:{name}", $"X-WR-CALNAME:{name}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H",
            "METHOD:PUBLISH" }, lines.ToHashSet());
    }

    [Theory]
    [InlineData("One; two, three", "NAME:One\\; two\\, three")]
    [InlineData("\\n: \"a\"", "NAME:\\\\n: \"a\"")]
    [InlineData("日本語の題名日本語の題名日本語の題名日本語の題名", "NAME:日本語の題名日本語の題名日本語の題名日本語の題名")]
    public async Task One_event_is_a_calendar_of_its_title(string title, string line)
    {
        var id = await new EventBuilder { Title = title }.By(Organizer).InsertAsync(data);
        using var visitor = app.Open();
        Assert.Contains(line, Unfolded(await visitor.TextAsync($"/events/{id}.ics")));
    }

    [Fact]
    public async Task What_is_over_stays_for_six_months()
    {
        foreach (var days in new[] { 20, 1, -1, -90, -180, -190, -400 })
            await new EventBuilder { Title = $"Sample {days}", Starts = TestClock.Start.AddDays(days) }.By(Organizer)
                .With(f => f with { Capacities = ["openrefine"] }).InsertAsync(data);
        await new EventBuilder { Title = "Sample cancelled", Starts = TestClock.Start.AddDays(-2), IsCancelled = true }.By(Organizer)
            .With(f => f with { Capacities = ["openrefine"] }).InsertAsync(data);
        await new EventBuilder { Title = "Other thing", Starts = TestClock.Start.AddDays(-3) }.By(Organizer).InsertAsync(data);
        using var visitor = app.Open();
        var lines = Unfolded(await visitor.TextAsync("/events/feed.ics?capacity=openrefine"));
        Assert.Equal(["Sample 1", "Sample 20", "Sample -1", "Sample cancelled", "Sample -90", "Sample -180"], Titles(lines));
        Assert.Single(lines, line => line == "STATUS:CANCELLED");
        Assert.Equal(["Sample -1", "Sample cancelled", "Sample -90", "Sample -180", "Sample -190", "Sample -400"],
            Titles(Unfolded(await visitor.TextAsync("/events/feed.ics?capacity=openrefine&past=1"))));
        Assert.Equal(6, lines.Where(line => line.StartsWith("UID:", StringComparison.Ordinal)).Distinct().Count());

        app.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(["Sample 20", "Sample 1", "Sample -1", "Sample cancelled", "Sample -90"],
            Titles(Unfolded(await visitor.TextAsync("/events/feed.ics?capacity=openrefine"))));
    }

    [Fact]
    public async Task An_event_one_attended_is_there_the_next_day_and_the_next_month_with_the_same_name()
    {
        await new EventBuilder { Title = "Sample", Starts = TestClock.Start.AddHours(2) }.By(Organizer).Registered(1001).InsertAsync(data);
        using var visitor = app.Open();
        var before = await visitor.TextAsync("/events/feed.ics");
        foreach (var later in new[] { 1, 30, 140 })
        {
            app.Clock.Advance(TimeSpan.FromDays(later));
            Assert.Equal(before, await visitor.TextAsync("/events/feed.ics"));
        }
        app.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Empty(Titles(Unfolded(await visitor.TextAsync("/events/feed.ics"))));
    }

    [Fact]
    public async Task What_is_over_takes_no_place_of_what_is_to_come()
    {
        for (var number = 0; number < 12;
            number++) await new EventBuilder
            {
                Title = $"Sample {number}",
                Starts = TestClock.Start.AddDays(number % 2 == 0 ? number + 1 : -number)
            }.By(Organizer).InsertAsync(data);
        var find = new FindEventsQuery(data.Database, new CapX.Data.Search.CatalogueQuery(data.Database, app.Clock));
        var found = await find.FeedAsync(new CapX.Data.Search.CatalogueFilter
        {
            Kind = CapX.Data.Events.EventContent.Kind, Page = 3, PageSize = 1,
            Order = CapX.Data.Search.CatalogueOrder.Name
        }, CapX.Data.Viewer.Anonymous);
        Assert.Equal(["Sample 0", "Sample 2", "Sample 4", "Sample 6", "Sample 8", "Sample 10", "Sample 1", "Sample 3", "Sample 5", "Sample 7", "Sample 9",
            "Sample 11"], found.Select(one => one.Title));
    }

    private static List<string> Unfolded(string text) => [.. text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")];

    private static IEnumerable<string> Titles(List<string> lines) =>
        lines.Where(line => line.StartsWith("SUMMARY:", StringComparison.Ordinal)).Select(line => line[8..]);
}
