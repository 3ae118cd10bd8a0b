using System.Net;
using System.Text.RegularExpressions;
using CapX.App.Shell;
using CapX.Data;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>A program with an endpoint for visitors that pauses while it creates its response.</summary>
public sealed class VisitorCacheApp(DatabaseFixture data) : TestApp(data)
{
    public string Content { get; set; } = "";

    public TaskCompletionSource Read { get; set; } = new();

    public TaskCompletionSource Go { get; set; } = new();

    protected override void Extend(WebApplication app) => app.MapGet("/waits", async () =>
    {
        var seen = Content;
        Read.TrySetResult();
        await Go.Task;
        return Results.Text(seen);
    }).WithMetadata(new ReadByAllAttribute());
}

/// <summary>The visitor cache never returns outdated or personal responses.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class VisitorCacheTests(DatabaseFixture data, VisitorCacheApp app) : IClassFixture<VisitorCacheApp>, IAsyncLifetime
{
    private const string Stranger = "zq=1";
    private ulong _event;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await new PersonBuilder { Id = 1002, Username = "Sample Organizer", DisplayName = "Ömer" }.Offers("openrefine").InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) SELECT p.id, @Version, '2026-03-01' FROM person p",
            new { Consent.Version });
        _event = await new EventBuilder { Title = "Sample" }.By(1002).InsertAsync(data);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Languages_appearances_zones_encodings_and_the_two_ways_to_ask_do_not_mix()
    {
        var ways = new List<(string, string)[]>();
        foreach (var language in new[] { "en", "fr", "ar", "de, es;q=0.5" }) ways.Add([("Accept-Language", language)]);
        foreach (var cookie in new[] { "capx-language=es", "capx-appearance=dark", "capx-appearance=light", "capx-appearance=purple", "capx-zone=Asia/Tokyo",
            "capx-zone=America/Lima", "capx-zone=Asia/Tokyo; capx-language=ar; capx-appearance=dark", "capx-form=anything" }) ways.Add([("Cookie", cookie)]);
        foreach (var encoding in new[] { "br", "gzip", "br;q=0, gzip", "identity", "gzip;q=0.5, br;q=0.1", "*" }) ways.Add([("Accept-Encoding", encoding)]);
        ways.Add([("Accept", "text/html; blazor-enhanced-nav=on")]);
        ways.Add([("Accept", "text/html; blazor-enhanced-nav=on"), ("Cookie", "capx-appearance=dark"), ("Accept-Encoding", "br")]);
        foreach (var url in new[] { $"/events/{_event}", "/people?uselang=fr", "/api/v1/territories", "/events/feed.ics" })
        {
            for (var round = 0; round < 2; round++)
                foreach (var way in ways)
                {
                    var (kept, made) = (await AskAsync(url, way),
                        await AskAsync(url, [.. way.Where(w => w.Item1 != "Cookie"),
                            ("Cookie", $"{way.FirstOrDefault(w => w.Item1 == "Cookie").Item2}; {Stranger}")]));
                    Assert.Equal((HttpStatusCode.OK, false), (kept.Status, made.IsKept));
                    Assert.True(round == 0 || kept.IsKept);
                    Assert.Equal((made.Encoding, Varying().Replace(made.Body, "")), (kept.Encoding, Varying().Replace(kept.Body, "")));
                }
        }
    }

    [Theory]
    [InlineData("Cookie", "capx-session=anything")]
    [InlineData("Cookie", "capx-language=en; capx-reporter=anything")]
    [InlineData("Cookie", Stranger)]
    [InlineData("Authorization", "Bearer anything")]
    public async Task Who_brings_anything_else_gets_an_answer_of_their_own(string header, string value)
    {
        await AskAsync("/people");
        Assert.True((await AskAsync("/people")).IsKept);
        var before = Store.Kept.Answers;
        for (var i = 0; i < 2; i++) Assert.False((await AskAsync("/people", (header, value))).IsKept);
        Assert.Equal(before, Store.Kept.Answers);
    }

    [Fact]
    public async Task Nobody_gets_what_was_made_for_a_member_and_no_member_what_was_made_for_visitors()
    {
        using var member = await app.OpenAsAsync("member");
        using var organizer = await app.OpenAsAsync("organizer");
        foreach (var url in new[] { "/", "/people", "/people/Sample_Organizer", $"/events/{_event}" })
        {
            string Name(string html) => UserMenu().Match(html).Groups["name"].Value;
            Assert.Equal("Sample Member", Name(await member.TextAsync(url)));
            Assert.Equal("", Name((await AskAsync(url)).Body));
            Assert.True(await AskAsync(url) is { IsKept: true } and var kept && Name(kept.Body) == "");
            foreach (var (browser, name) in new[] { (organizer, "Sample Organizer"), (member, "Sample Member") })
            {
                var answer = await browser.GetAsync(url);
                Assert.Equal((name, null, true), (Name(await answer.Content.ReadAsStringAsync()), answer.Headers.Age, answer.Headers.CacheControl!.NoStore));
            }
        }
    }

    [Fact]
    public async Task What_an_address_does_not_know_neither_takes_room_nor_is_shown_to_others()
    {
        var urls = new[] { "/people?q=zqa", "/capacities?q=a", "/", $"/events/{_event}", "/people/Sample_Organizer?uselang=fr", "/listings?kind=ask&kind=offer",
            "/search?q=a&in=events", "/api/v1/people?q=a", "/listings/feed.atom", "/events/options?facet=kind&find=o" };
        var first = new List<string>();
        foreach (var url in urls)
        {
            // The first request must not put its own text into a response for later visitors.
            Assert.DoesNotContain("zqfirst",
                (await AskAsync($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}zqfirst=1&returnUrl=zqfirst")).Body,
                StringComparison.Ordinal);
            var answer = await AskAsync(url);
            Assert.True(answer.IsKept);
            first.Add(answer.Body);
        }
        var before = Store.Kept.Answers;
        foreach (var (url, body) in urls.Zip(first))
            foreach (var more in new[] { "zqmark=1", "utm_source=zqmark", "did=zqmark&came=done", "returnUrl=%2Fzqmark", "zqmark" })
            {
                var mark = url.Contains('?', StringComparison.Ordinal) ? '&' : '?';
                var answer = await AskAsync($"{url}{mark}{more}");
                Assert.Equal((true, body), (answer.IsKept, answer.Body));
            }
        Assert.Equal(before, Store.Kept.Answers);
    }

    [Theory]
    [InlineData("/people?q=a&q=b", "/people?q=b&q=a")]
    [InlineData("/people?q=a+b", "/people?q=a%2Bb")]
    [InlineData("/people?q=a%26order%3Dname", "/people?q=a&order=name")]
    [InlineData("/people?offers=lua&wants=ai", "/people?offers=ai&wants=lua")]
    [InlineData("/people?uselang=fr&uselang=es", "/people?uselang=es&uselang=fr")]
    [InlineData("/people?page=zq", "/people?page=0")]
    [InlineData("/people/Sample_Organizer", "/people/Sample_ORGANIZER")]
    [InlineData("/search?q=a&in=events", "/search?q=a")]
    [InlineData("/listings?find-capacity=open", "/listings?find-language=open")]
    [InlineData("/people?all=offers", "/people?all=wants")]
    public async Task Addresses_that_mean_something_else_are_kept_apart_and_answered_as_without_a_cache(string one, string other)
    {
        var answers = new List<string>();
        foreach (var url in new[] { one, other, one, other })
        {
            var (kept, made) = (await AskAsync(url), await AskAsync(url, ("Cookie", Stranger)));
            Assert.Equal((made.Status, Returns().Replace(made.Body, "")), (kept.Status, Returns().Replace(kept.Body, "")));
            answers.Add(Varying().Replace(kept.Body, ""));
        }
        Assert.NotEqual(answers[0], answers[1]);
        Assert.Equal(answers[..2], answers[2..]);
    }

    [Fact]
    public async Task What_was_made_before_a_commit_and_is_kept_after_it_is_not_found()
    {
        (app.Content, app.Read, app.Go) = ("old", new(), new());
        var early = AskAsync("/waits");
        await app.Read.Task;
        app.Content = "new";
        await data.ExecuteAsync("DO 1");
        app.Go.SetResult();
        Assert.Equal("old", (await early).Body);
        foreach (var isKept in new[] { false, true }) Assert.Equal(("new", isKept), await AskAsync("/waits") is var late ? (late.Body, late.IsKept) : default);
    }

    [Fact]
    public async Task What_was_made_before_the_index_followed_a_commit_is_not_found_either()
    {
        var index = app.Services.GetRequiredService<PeopleIndex>();
        await data.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = 1002");
        // This request comes after the commit but before the index is refreshed.
        await AskAsync("/capacities/openrefine");
        await index.RefreshAsync(1002);
        Assert.False((await AskAsync("/capacities/openrefine")).IsKept);
        var (kept, made) = (await AskAsync("/capacities/openrefine"), await AskAsync("/capacities/openrefine", ("Cookie", Stranger)));
        Assert.Equal((true, Varying().Replace(made.Body, "")), (kept.IsKept, Varying().Replace(kept.Body, "")));
    }

    [Fact]
    public async Task After_a_minute_an_answer_is_made_anew_and_reading_alone_makes_none_old()
    {
        var state = app.Services.GetRequiredService<ContentState>();
        var before = state.Now;
        await AskAsync("/people");
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True((await AskAsync("/people")).IsKept);
        foreach (var url in new[] { "/", "/events", "/no-such-page", "/report", "/sign-in", "/api/v1/people", "/readyz" }) await AskAsync(url);
        Assert.Equal(before, state.Now);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await AskAsync("/people")).IsKept);
    }

    [Fact]
    public async Task Who_has_a_page_already_is_told_so_until_something_changes()
    {
        var page = await AskAsync("/people");
        Assert.Matches("^W/\"[0-9a-f]{16}\"$", page.Tag);
        Assert.Equal((HttpStatusCode.NotModified, "", page.Tag),
            await AskAsync("/people", ("If-None-Match", page.Tag)) is var same ? (same.Status, same.Body, same.Tag) : default);
        // The tag differs for another language and another URL.
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/people", ("If-None-Match", page.Tag), ("Accept-Language", "fr"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/people?q=a", ("If-None-Match", page.Tag))).Status);
        await data.ExecuteAsync("DO 1");
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/people", ("If-None-Match", page.Tag)) is var other ? other.Status : default);
        Assert.NotEqual(page.Tag, other.Tag);
        Assert.Equal("", (await AskAsync("/people/Nobody_at_all")).Tag);
    }

    [Fact]
    public async Task A_hit_needs_no_place_among_the_answers_that_are_made()
    {
        await AskAsync("/people");
        var limit = app.Services.GetRequiredService<RenderLimit>();
        var places = await Task.WhenAll(Enumerable.Range(0, RenderLimit.AtOnce).Select(_ => limit.EnterAsync(default).AsTask()));
        Assert.True((await AskAsync("/people").WaitAsync(TimeSpan.FromSeconds(20))).IsKept);
        foreach (var place in places) place.Dispose();
    }

    /// <summary>A visitor who leaves cancels the reads of the page, which then ends without its content.</summary>
    [Fact]
    public async Task A_page_made_for_somebody_who_left_meanwhile_is_not_kept()
    {
        await data.ExecuteAsync("DO 1");
        await AskAsync("/people");
        Assert.Equal(1, Store.Kept.Answers);
        // The commits of another object do not renew the cache.
        using var other = new Database(data.ConnectionString);
        await other.HoldAsync(async connection =>
        {
            await connection.ExecuteAsync("LOCK TABLES capacity_name WRITE");
            using var http = new HttpClient { BaseAddress = app.Address };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                http.GetAsync("/capacities/openrefine", new CancellationTokenSource(TimeSpan.FromSeconds(1)).Token));
            for (var tries = 0; tries < 20 && Store.Kept.Answers == 1; tries++) await Task.Delay(100);
            return await connection.ExecuteAsync("UNLOCK TABLES");
        });
        Assert.Equal(1, Store.Kept.Answers);
        Assert.Contains("<h1", (await AskAsync("/capacities/openrefine")).Body, StringComparison.Ordinal);
    }

    private VisitorCacheStore Store => (VisitorCacheStore)app.Services.GetRequiredService<IOutputCacheStore>();

    private async Task<(HttpStatusCode Status, bool IsKept, string Tag, string Encoding, string Body)> AskAsync(string url,
        params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        var encoding = string.Join(',', answer.Content.Headers.ContentEncoding);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var body = encoding.Length == 0 ? System.Text.Encoding.UTF8.GetString(bytes) : Convert.ToHexString(bytes);
        // Compare the uncompressed content.
        if (encoding is "br")
            body = await TextAsync(new System.IO.Compression.BrotliStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress));
        if (encoding is "gzip")
            body = await TextAsync(new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress));
        return (answer.StatusCode, answer.Headers.Age is not null || answer.StatusCode == HttpStatusCode.NotModified, answer.Headers.ETag?.ToString() ?? "",
            encoding, body);
    }

    private static async Task<string> TextAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    // Blazor's comments differ between responses: sealed state, and a marker for requests of its script.
    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Varying();

    // Attributes that repeat the query as it was sent, and Blazor's comments.
    [GeneratedRegex("(?<=(value|href)=\")/[^\"]*(?=\")|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Returns();

    [GeneratedRegex("<bdi class=\"menu__name\"[^>]*>(?<name>[^<]*)</bdi>")]
    private static partial Regex UserMenu();
}
