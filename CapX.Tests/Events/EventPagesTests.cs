using System.Net;
using System.Text.Json;
using CapX.Data.Events;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>The event pages for visitors and members, and their plain forms, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EventPagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;

    // Ids of accounts of the practice wiki.
    private const ulong Me = 1001;
    private const ulong Organizer = 1002;
    private const ulong Third = 1007;
    private const string Link = "https://example.org/secret-room";

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

    [Theory]
    [InlineData("/events?pageSize=100", 10)]
    [InlineData("/events?pageSize=100", 100)]
    [InlineData("/events?past=1&kind=both&capacity=openrefine&method=training&language=en&q=nothing", 10)]
    [InlineData("/events/options?facet=capacity&find=open", 10)]
    [InlineData("/events/ID", 10)]
    [InlineData("/events/ID.ics", 10)]
    [InlineData("/events/feed.ics", 10)]
    [InlineData("/events/feed.ics", 100)]
    [InlineData("/api/v1/events?pageSize=100", 10)]
    [InlineData("/api/v1/events?pageSize=100", 100)]
    [InlineData("/api/v1/events/ID", 10)]
    public async Task Asks_the_database_at_most_eight_times_whatever_the_length(string url, int events)
    {
        ulong id = 0;
        for (var number = 1; number <= events; number++)
            id = await new EventBuilder { Title = $"Sample {number}" }.By(Me, Organizer)
                .With(f => f with { Capacities = ["openrefine"], Methods = ["training"], Languages = ["en"], Seats = "5" }).Registered(Me).InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        url = url.Replace("ID", $"{id}", StringComparison.Ordinal);
        await member.GetAsync(url);
        Assert.InRange(await SqlCommands.CountAsync(() => member.GetAsync(url)), 1, MostCommands);
    }

    [Fact]
    public async Task Lists_what_is_to_come_soonest_first_and_what_is_over_latest_first()
    {
        await new EventBuilder { Title = "Later", Starts = TestClock.Start.AddDays(9) }.By(Organizer).InsertAsync(data);
        await new EventBuilder { Title = "Soon", Starts = TestClock.Start.AddHours(-1) }.By(Organizer).InsertAsync(data);
        await new EventBuilder { Title = "Long ago", Starts = TestClock.Start.AddDays(-90) }.By(Organizer).InsertAsync(data);
        await new EventBuilder { Title = "Yesterday", Starts = TestClock.Start.AddDays(-1) }.By(Organizer).InsertAsync(data);
        using var visitor = app.Open();
        var coming = await visitor.TextAsync("/events?uselang=en");
        Assert.Contains("2 events · soonest first", coming, StringComparison.Ordinal);
        Assert.True(coming.IndexOf(">Soon<", StringComparison.Ordinal) < coming.IndexOf(">Later<", StringComparison.Ordinal));
        Assert.Contains("href=\"/events?past=1\"", coming, StringComparison.Ordinal);
        var past = await visitor.TextAsync("/events?past=1&uselang=en");
        Assert.Contains("2 events · latest first", past, StringComparison.Ordinal);
        Assert.True(past.IndexOf(">Yesterday<", StringComparison.Ordinal) < past.IndexOf(">Long ago<", StringComparison.Ordinal));
        Assert.Contains("<input type=\"hidden\" name=\"past\" value=\"1\"", past, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_by_what_the_address_says_and_drops_the_rest_saying_so()
    {
        await new EventBuilder { Title = "Clean data" }.By(Organizer)
            .With(f => f with { Capacities = ["openrefine"], Languages = ["fr"], Methods = ["clinic"] }).InsertAsync(data);
        await new EventBuilder { Title = "Meet" }.By(Organizer).With(f => f with { Kind = EventKind.InPerson, Place = "São Paulo, Rua Exemplo 1" })
            .InsertAsync(data);
        using var visitor = app.Open();
        foreach (var query in new[] { "kind=Online", "capacity=wikidata", "language=fr", "method=clinic", "q=cle+dat" })
        {
            var html = await visitor.TextAsync($"/events?{query}&uselang=en");
            Assert.Contains("1 event · ", html, StringComparison.Ordinal);
            Assert.Contains("Clean data", html, StringComparison.Ordinal);
        }
        Assert.Contains(">Meet<", await visitor.TextAsync("/events?q=sao+paulo"), StringComparison.Ordinal);
        var dropped = WebUtility.HtmlDecode(await visitor.TextAsync("/events?order=today&kind=hybrid&past=maybe&page=0&territory=BR&uselang=en"));
        foreach (var said in new[] { "“today” is not a valid value for Order", "“hybrid” is not a valid value for Kind",
            "“maybe” is not a valid value for past", "2 events" }) Assert.Contains(said, dropped, StringComparison.Ordinal);
        using var refused = JsonDocument.Parse(await visitor.TextAsync("/api/v1/events?order=today&kind=hybrid&past=maybe&page=0"));
        Assert.Equal("kind,order,page,past",
            string.Join(',', refused.RootElement.GetProperty("errors").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/events/feed.ics?kind=hybrid")).StatusCode);
    }

    [Theory]
    [InlineData(null, "Saturday, March 28, 2026, 6:00 PM–8:00 PM (Europe/Berlin, UTC+1)", null)]
    [InlineData("Asia/Kolkata", "Saturday, March 28, 2026, 10:30 PM – Sunday, March 29, 2026, 12:30 AM (Asia/Kolkata, UTC+5:30)",
        "In the time zone of the event: Saturday, March 28, 2026, 6:00 PM–8:00 PM (Europe/Berlin, UTC+1)")]
    [InlineData("america/sao_paulo", "Saturday, March 28, 2026, 2:00 PM–4:00 PM (America/Sao Paulo, UTC−3)", "In the time zone of the event")]
    [InlineData("UTC", "Saturday, March 28, 2026, 5:00 PM–7:00 PM (UTC)", "In the time zone of the event")]
    [InlineData("Europe/Atlantis", "(Europe/Berlin, UTC+1)", null)]
    [InlineData("<script>", "(Europe/Berlin, UTC+1)", null)]
    public async Task Shows_times_as_the_readers_clock_and_as_the_events_own(string? zone, string expected, string? own)
    {
        var id = await new EventBuilder { Starts = new DateTime(2026, 3, 28, 17, 0, 0, DateTimeKind.Utc) }.By(Organizer).InsertAsync(data);
        using var visitor = app.Open();
        if (zone is not null) visitor.Cookies["capx-zone"] = Uri.EscapeDataString(zone);
        var html = WebUtility.HtmlDecode(await visitor.TextAsync($"/events/{id}?uselang=en")).Replace('\u202f', ' ');
        Assert.Contains(expected, html, StringComparison.Ordinal);
        if (own is null) Assert.DoesNotContain("In the time zone of the event", html, StringComparison.Ordinal);
        else Assert.Contains(own, html, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2026-03-28T17:00:00Z\"", html, StringComparison.Ordinal);
        Assert.Contains(zone is "UTC" or "Asia/Kolkata" ? "Times are shown in your time zone" : "",
            WebUtility.HtmlDecode(await visitor.TextAsync("/events?uselang=en")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_joining_link_is_nowhere_but_on_the_page_and_in_the_file_of_who_may_know_it()
    {
        var id = await new EventBuilder { Title = "Sample" }.By(Organizer).With(f => f with { JoiningLink = Link, Seats = "1" }).InsertAsync(data);
        using var visitor = app.Open();
        using var member = await app.OpenAsAsync("member");
        using var organizer = await app.OpenAsAsync("organizer");
        var everywhere = new[] { "/events", "/api/v1/events", $"/api/v1/events/{id}", "/events/feed.ics", "/" };
        var here = new[] { $"/events/{id}", $"/events/{id}.ics" };
        async Task<int> FoundAsync(TestBrowser browser, string[] urls) =>
            (await Task.WhenAll(urls.Select(browser.TextAsync))).Count(text =>
                text.Replace("\r\n ", "", StringComparison.Ordinal).Contains("secret-room", StringComparison.Ordinal));

        Assert.Equal((0, 0, 2), (await FoundAsync(visitor, here), await FoundAsync(member, here), await FoundAsync(organizer, here)));
        Assert.EndsWith("did=register&came=done", await ActAsync(member, id, "register"), StringComparison.Ordinal);
        Assert.Equal(2, await FoundAsync(member, here));
        await ActAsync(member, id, "leave");
        await data.ExecuteAsync("""
            INSERT INTO event_registration (event_id, person_id, state, registered_at) SELECT @id, id, 'registered', '2026-03-01' FROM person WHERE id = @Third
            """, new { id, Third = await new PersonBuilder { Id = Third }.InsertAsync(data.Database) });
        Assert.EndsWith("came=waiting", await ActAsync(member, id, "register"), StringComparison.Ordinal);
        Assert.Equal(0, await FoundAsync(member, here));
        foreach (var browser in new[] { visitor, member, organizer }) Assert.Equal(0, await FoundAsync(browser, everywhere));
    }

    [Fact]
    public async Task Somebody_registers_waits_moves_up_and_reads_of_it_without_scripts()
    {
        var id = await new EventBuilder { Title = "Sample evening" }.By(Organizer).With(f => f with { Seats = "1" }).InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        using var organizer = await app.OpenAsAsync("organizer");
        Assert.Contains("Places are available.", await member.TextAsync($"/events/{id}?uselang=en"), StringComparison.Ordinal);
        var own = await organizer.TextAsync($"/events/{id}?uselang=en");
        Assert.Contains("Places available: 1 of 1.", own, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"register\"", own, StringComparison.Ordinal);
        Assert.EndsWith("came=notnow", await ActAsync(organizer, id, "register"), StringComparison.Ordinal);
        await new PersonBuilder { Id = Third, Username = "Sample Third" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO event_registration (event_id, person_id, state, registered_at) VALUES (@id, @Third, 'registered', '2026-03-01')",
            new { id, Third });
        var waits = await member.TextAsync(await ActAsync(member, id, "register") + "&uselang=en");
        Assert.Contains("you are on the waiting list", waits, StringComparison.Ordinal);
        Assert.Contains("You are near the top of the list.", waits, StringComparison.Ordinal);
        var comes = await organizer.TextAsync($"/events/{id}?uselang=en");
        Assert.Contains("On the waiting list: 1", comes, StringComparison.Ordinal);
        Assert.Contains("href=\"/people/Sample_Member\"", comes, StringComparison.Ordinal);
        Assert.DoesNotContain("Sample Third", await member.TextAsync($"/events/{id}"), StringComparison.Ordinal);
        Assert.EndsWith("did=remove&came=notnow", await ActAsync(organizer, id, "remove"), StringComparison.Ordinal);
        Assert.Contains("The person has been removed and notified",
            await organizer.TextAsync(await ActAsync(organizer, id, "remove", ("person", $"{Third}")) + "&uselang=en"), StringComparison.Ordinal);
        Assert.Contains("You now have a place at Sample evening", await member.TextAsync("/notifications?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("Sample evening", await member.TextAsync("/"), StringComparison.Ordinal);
        await ActAsync(organizer, id, "cancel");
        Assert.Contains("Cancelled: Sample evening", await member.TextAsync("/notifications?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("This event has been cancelled", await member.TextAsync($"/events/{id}?uselang=en"), StringComparison.Ordinal);
        Assert.DoesNotContain("Sample evening", await member.TextAsync("/"), StringComparison.Ordinal);
        Assert.Contains("The event has been deleted.", await organizer.TextAsync(await ActAsync(organizer, id, "delete") + "&uselang=en"),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/events/{id}")).StatusCode);
    }

    [Fact]
    public async Task Says_what_was_learned_by_a_plain_form()
    {
        var id = await new EventBuilder { Title = "Sample evening", Starts = TestClock.Start.AddDays(-1) }.By(Organizer).Registered(Me).InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        Assert.Contains($"/events/{id}/learned", await member.TextAsync($"/events/{id}"), StringComparison.Ordinal);
        var page = $"/events/{id}/learned";
        Assert.Contains("The text is empty",
            await (await member.SubmitAsync($"{page}?uselang=en", page, ("_handler", "learned"), ("Text", " "),
                ("TextLanguage", "en"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var saved = await member.SubmitAsync(page, page, ("_handler", "learned"), ("Text", "To ask <b>first</b>"), ("TextLanguage", "en"),
            ("MayQuote", "true"));
        Assert.Contains("came=done", TestBrowser.Location(saved), StringComparison.Ordinal);
        using var visitor = app.Open();
        Assert.Contains("To ask &lt;b&gt;first", await visitor.TextAsync($"/events/{id}"), StringComparison.Ordinal);
        Assert.Contains("To ask &lt;b&gt;first", await member.TextAsync(page), StringComparison.Ordinal);
        await ActAsync(member, id, "take-back");
        Assert.DoesNotContain("To ask", await visitor.TextAsync($"/events/{id}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("end")]
    public async Task Strangers_find_nothing_to_change(string page)
    {
        var id = await new EventBuilder().By(Organizer).InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        using var organizer = await app.OpenAsAsync("organizer");
        using var visitor = app.Open();
        Assert.Equal(HttpStatusCode.OK, (await organizer.GetAsync($"/events/{id}/{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/events/{id}/{page}")).StatusCode);
        Assert.Contains("/sign-in?returnUrl=", TestBrowser.Location(await visitor.GetAsync($"/events/{id}/{page}")), StringComparison.Ordinal);
        foreach (var act in new[] { "cancel", "delete", "go" })
            Assert.Equal(HttpStatusCode.NotFound, (await member.SubmitAsync($"/events/{id}/act", "/notifications", ("do", act))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await member.SubmitAsync($"/events/{id}/act", "/notifications", ("do", "dance"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await member.SubmitAsync($"/events/{id}/act", "/notifications", ("do", "remove"), ("person", $"{Organizer}"))).StatusCode);
        Assert.DoesNotContain($"/events/{id}/edit", await member.TextAsync($"/events/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_404_for_what_is_not_there_or_not_to_be_seen()
    {
        var id = await new EventBuilder { Title = "Members only" }.By(Organizer).With(f => f with { IsPublic = false }).InsertAsync(data);
        using var visitor = app.Open();
        foreach (var url in new[] { $"/events/{id}", $"/events/{id}.ics", $"/api/v1/events/{id}", "/events/999999", "/events/abc", "/events/-1",
            "/events/99999999999999999999999", "/events/x.ics", "/api/v1/events/x" })
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(url)).StatusCode);
        foreach (var url in new[] { "/events", "/api/v1/events", "/events/feed.ics" })
            Assert.DoesNotContain("Members only", await visitor.TextAsync(url), StringComparison.Ordinal);
        using var member = await app.OpenAsAsync("member");
        foreach (var url in new[] { $"/events/{id}", $"/events/{id}.ics", $"/api/v1/events/{id}", "/events", "/api/v1/events" })
            Assert.Contains("Members only", await member.TextAsync(url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_answers_in_the_frame_of_every_list()
    {
        await new EventBuilder { Title = "Sample" }.By(Organizer).With(f => f with { Capacities = ["openrefine"] }).InsertAsync(data);
        using var visitor = app.Open();
        using var answer = JsonDocument.Parse(await visitor.TextAsync("/api/v1/events"));
        Assert.Equal("total,page,pageSize,order,items,facets", string.Join(',', answer.RootElement.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("start", answer.RootElement.GetProperty("order").GetString());
        Assert.Equal("capacity,kind,language,method",
            string.Join(',', answer.RootElement.GetProperty("facets").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
        Assert.Equal("id,title,text,textLanguage,kind,startsAt,endsAt,zone,place,wikiPage,capacities,methods,languages,registration,seats,freeSeats,"
            + "places,state,people,organizations,updatedAt,createdAt,url,calendarUrl",
            string.Join(',', answer.RootElement.GetProperty("items")[0].EnumerateObject().Select(p => p.Name)));
        Assert.Equal("2026-03-28T17:00:00Z", answer.RootElement.GetProperty("items")[0].GetProperty("startsAt").GetString());
    }

    private static async Task<string> ActAsync(TestBrowser browser, ulong id, string act, params (string, string)[] more) =>
        TestBrowser.Location(await browser.SubmitAsync($"/events/{id}/act", "/notifications", [("do", act), .. more]));
}
