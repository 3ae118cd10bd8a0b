using System.Globalization;
using System.Net;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Search;

/// <summary>Feeds, calendars and the API answer 304 only to clients that already have the current response.</summary>
[Collection(SharedDatabase.Name)]
public sealed class PolledAnswersTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Organizer = 1002;
    private ulong _event;
    private ulong _listing;

    public static TheoryData<string> Polled =>
    [
        "/listings/feed.atom", "/resources/feed.atom", "/listings/feed.atom?q=nothing+at+all&uselang=fr", "/events/feed.ics",
        "/events/feed.ics?kind=online&uselang=ar", "/events/feed.ics?past=1", "/events/EVENT.ics",
        "/api/v1/people", "/api/v1/people/Sample_Organizer", "/api/v1/organizations", "/api/v1/listings", "/api/v1/listings/LISTING", "/api/v1/events",
        "/api/v1/events/EVENT", "/api/v1/capacities", "/api/v1/territories?uselang=es", "/api/v1/languages",
    ];

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await new PersonBuilder { Id = Organizer, Username = "Sample Organizer" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) SELECT p.id, @Version, '2026-03-01' FROM person p",
            new { Consent.Version });
        _listing = await new ListingBuilder { Person = Organizer, Title = "Sample" }.InsertAsync(data);
        _event = await new EventBuilder { Title = "Sample" }.By(Organizer).InsertAsync(data);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Polled))]
    public async Task The_same_answer_is_not_sent_again(string url)
    {
        var (status, headers, body) = await AskAsync(url);
        Assert.Equal(HttpStatusCode.OK, status);
        var (tag, since) = (headers["ETag"], headers["Last-Modified"]);
        Assert.Matches("^W/\"[0-9a-f]{32}\"$", tag);
        Assert.Equal("no-cache, private", headers["Cache-Control"]);
        foreach (var on in new[] { "Cookie", "Accept-Language" }) Assert.Contains(on, headers["Vary"], StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((HttpStatusCode.OK, body), await AskAsync(url) is var again ? (again.Status, again.Body) : default);

        var weak = tag[2..];
        foreach (var (name, value) in new[]
        {
            ("If-None-Match", tag), ("If-None-Match", weak), ("If-None-Match", "*"), ("If-None-Match", $"\"other\", W/\"third\", {tag}"),
            ("If-None-Match", $"\"a,b\",{weak}"), ("If-Modified-Since", since),
            ("If-Modified-Since", app.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)),
        })
        {
            var (notModified, same, nothing) = await AskAsync(url, (name, value));
            Assert.Equal((HttpStatusCode.NotModified, ""), (notModified, nothing));
            foreach (var kept in new[] { "ETag", "Cache-Control", "Vary" }) Assert.Equal(headers[kept], same[kept]);
        }
        foreach (var (name, value) in new[]
        {
            ("If-None-Match", "\"other\""), ("If-None-Match", weak.Trim('"')), ("If-None-Match", "W/"), ("If-None-Match", "\""),
            ("If-Modified-Since", "yesterday"), ("If-Modified-Since", "2026-03-14T09:26:53Z"), ("If-Modified-Since", ""),
            ("If-Modified-Since", "Sat, 14 Mar 2026 09:26:51 GMT"), ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        })
            Assert.Equal((HttpStatusCode.OK, body), await AskAsync(url, (name, value)) is var whole ? (whole.Status, whole.Body) : default);
        // The tag takes precedence over the date, in both directions.
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(url, ("If-None-Match", tag), ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(url, ("If-None-Match", "\"other\""), ("If-Modified-Since", since))).Status);
        // The tag does not depend on the compression.
        var (_, packed, _) = await AskAsync(url, ("Accept-Encoding", "br, gzip"));
        Assert.Equal((tag, headers["Vary"]), (packed["ETag"], packed["Vary"]));
        // Monitors send HEAD requests.
        Assert.Equal((HttpStatusCode.OK, tag, ""), await AskAsync(url, HttpMethod.Head) is var head ? (head.Status, head.Headers["ETag"], head.Body) : default);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(url, HttpMethod.Head, ("If-None-Match", tag))).Status);
    }

    [Theory]
    [InlineData("/events/feed.ics", "UPDATE event SET title = 'Another' WHERE id = @event", true)]
    [InlineData("/events/feed.ics", "UPDATE event SET state = 'cancelled' WHERE id = @event", true)]
    [InlineData("/events/feed.ics", "DELETE FROM event WHERE id = @event", true)]
    [InlineData("/events/feed.ics", "UPDATE event SET moderated = 'hidden' WHERE id = @event", true)]
    [InlineData("/events/feed.ics", "UPDATE listing SET title = 'Another' WHERE id = @listing", false)]
    [InlineData("/listings/feed.atom", "UPDATE listing SET title = 'Another' WHERE id = @listing", true)]
    [InlineData("/listings/feed.atom", "DELETE FROM listing WHERE id = @listing", true)]
    [InlineData("/listings/feed.atom", "UPDATE person SET visibility = 'hidden' WHERE id = 1002", true)]
    [InlineData("/api/v1/events", "UPDATE event SET title = 'Another' WHERE id = @event", true)]
    [InlineData("/api/v1/events/EVENT", "UPDATE event SET place = 'There' WHERE id = @event", true)]
    [InlineData("/api/v1/listings", "DELETE FROM listing WHERE id = @listing", true)]
    public async Task What_changed_is_sent_within_the_same_second_and_what_did_not_is_not(string url, string sql, bool isOther)
    {
        var (_, headers, body) = await AskAsync(url);
        await data.ExecuteAsync(sql, new { @event = _event, listing = _listing });
        var (byTag, byTime) = (await AskAsync(url, ("If-None-Match", headers["ETag"])), await AskAsync(url, ("If-Modified-Since", headers["Last-Modified"])));
        Assert.All([byTag.Status, byTime.Status], status => Assert.Equal(isOther ? HttpStatusCode.OK : HttpStatusCode.NotModified, status));
        if (isOther) Assert.NotEqual(body, byTime.Body);
        if (isOther) Assert.NotEqual((headers["ETag"], headers["Last-Modified"]), (byTag.Headers["ETag"], byTag.Headers["Last-Modified"]));
    }

    [Fact]
    public async Task Members_and_visitors_and_languages_have_tags_of_their_own_and_nobody_keeps_what_members_see()
    {
        await new EventBuilder { Title = "Members only" }.By(Organizer).With(f => f with { IsPublic = false }).InsertAsync(data);
        await new ListingBuilder { Person = Organizer, Title = "Members only" }.With(f => f with { IsPublic = false }).InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        foreach (var url in new[] { "/events/feed.ics", "/listings/feed.atom", "/api/v1/events", "/api/v1/listings" })
        {
            var (_, headers, body) = await AskAsync(url);
            var mine = await member.GetAsync(url);
            Assert.Contains("Members only", await mine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("Members only", body, StringComparison.Ordinal);
            Assert.True(mine.Headers.CacheControl!.NoStore);
            Assert.NotEqual(headers["ETag"], mine.Headers.ETag!.ToString());
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(url, ("If-None-Match", mine.Headers.ETag.ToString()))).Status);
        }
        foreach (var url in new[] { "/events/feed.ics", "/listings/feed.atom", "/api/v1/capacities", "/api/v1/territories" })
        {
            var tags = new HashSet<string>();
            foreach (var language in new[] { "en", "fr", "ar" }) tags.Add((await AskAsync(url, ("Accept-Language", language))).Headers["ETag"]);
            Assert.Equal(3, tags.Count);
        }
    }

    [Theory]
    [InlineData("/events/feed.ics?kind=hybrid")]
    [InlineData("/events/999999.ics")]
    [InlineData("/api/v1/people?page=0")]
    [InlineData("/api/v1/people/Nobody_at_all")]
    [InlineData("/api/v1/nothing")]
    public async Task What_is_refused_has_no_tag(string url)
    {
        var (status, headers, _) = await AskAsync(url, ("If-None-Match", "*"));
        Assert.InRange((int)status, 400, 499);
        Assert.False(headers.ContainsKey("ETag"));
    }

    private Task<(HttpStatusCode Status, Dictionary<string, string> Headers, string Body)> AskAsync(string url, params (string Name, string Value)[] headers) =>
        AskAsync(url, HttpMethod.Get, headers);

    private async Task<(HttpStatusCode Status, Dictionary<string, string> Headers, string Body)> AskAsync(string url, HttpMethod method,
        params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(method,
            url.Replace("EVENT", $"{_event}", StringComparison.Ordinal).Replace("LISTING", $"{_listing}", StringComparison.Ordinal));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        var all = answer.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(answer.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return (answer.StatusCode, all, await answer.Content.ReadAsStringAsync());
    }
}
