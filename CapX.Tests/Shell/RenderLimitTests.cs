using System.Net;
using System.Text.RegularExpressions;
using CapX.App.Shell;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>The program renders a few responses at a time and lets a hundred requests wait. The next one gets a 503 with Retry-After.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class RenderLimitTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task One_too_many_is_told_to_come_again_while_files_and_health_checks_answer()
    {
        // Emptying the database also empties the visitor cache.
        await data.EmptyAsync();
        var limit = app.Services.GetRequiredService<RenderLimit>();
        using var stop = new CancellationTokenSource();
        var places = await Task.WhenAll(Enumerable.Range(0, RenderLimit.AtOnce).Select(_ => limit.EnterAsync(default).AsTask()));
        var line = Enumerable.Range(0, RenderLimit.InLine).Select(_ => limit.EnterAsync(stop.Token).AsTask()).ToList();
        using var browser = app.Open();
        foreach (var url in new[] { "/", "/people", "/no-such-page", "/people/options", "/events/feed.ics", "/sign-in", "/reports?uselang=pt-br" })
        {
            var busy = await browser.GetAsync(url);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
            Assert.InRange(busy.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            var page = await busy.Content.ReadAsStringAsync();
            Assert.Contains(url.Contains("pt-br", StringComparison.Ordinal) ? "O CapX está ocupado" : "<h1>CapX is busy</h1>", page, StringComparison.Ordinal);
            Assert.InRange(page.Length, 100, 2000);
        }
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.PostAsync("/report", ("thing", "person"), ("key", "Nobody"))).StatusCode);
        var api = await browser.GetAsync("/api/v1/people");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (api.StatusCode, api.Content.Headers.ContentType!.MediaType));
        foreach (var url in new[] { "/healthz", "/readyz", "/app.css", "/favicon.ico", "/_framework/blazor.web.js" })
            Assert.True((int)(await browser.GetAsync(url)).StatusCode < 400, url);

        await stop.CancelAsync();
        foreach (var waiting in line) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        foreach (var place in places) place.Dispose();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/people")).StatusCode);
    }

    [Fact]
    public async Task Every_answer_gives_its_place_back_whatever_comes_of_it()
    {
        using var browser = app.Open();
        for (var i = 0; i < 3 * RenderLimit.AtOnce; i++)
        {
            await browser.GetAsync("/no-such-page");
            await browser.GetAsync("/sign-in");
            await browser.PostAsync("/sign-out");
            await browser.GetAsync("/api/v1/people?page=0");
        }
        await Parallel.ForAsync(0, 3 * RenderLimit.AtOnce, async (_, token) =>
        {
            using var http = new HttpClient { BaseAddress = app.Address, Timeout = TimeSpan.FromMilliseconds(5) };
            try
            {
                await http.GetAsync("/people", token);
            }
            catch (TaskCanceledException)
            {
                // The client gave up before the response.
            }
        });
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/people")).StatusCode);
        var limit = app.Services.GetRequiredService<RenderLimit>();
        // All places become free, shortly after the responses notice that no one waits for them.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        foreach (var place in await Task.WhenAll(Enumerable.Range(0, RenderLimit.AtOnce).Select(_ => limit.EnterAsync(soon.Token).AsTask()))) place.Dispose();
    }

    [Fact]
    public async Task A_download_of_ones_data_needs_no_place_because_a_slow_reader_would_keep_it()
    {
        await data.EmptyAsync();
        using var browser = await app.OpenAsAsync("member");
        var token = Token().Match(await browser.TextAsync("/privacy/me")).Groups["token"].Value;
        var limit = app.Services.GetRequiredService<RenderLimit>();
        var places = await Task.WhenAll(Enumerable.Range(0, RenderLimit.AtOnce).Select(_ => limit.EnterAsync(default).AsTask()));
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var file = await browser.PostAsync("/privacy/me/export.json", ("__RequestVerificationToken", token)).WaitAsync(soon.Token);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (file.StatusCode, file.Content.Headers.ContentType!.MediaType));
        foreach (var place in places) place.Dispose();
    }

    [Fact]
    public async Task A_form_that_comes_slowly_takes_no_place()
    {
        var limit = app.Services.GetRequiredService<RenderLimit>();
        var slow = new List<System.Net.Sockets.TcpClient>();
        try
        {
            for (var i = 0; i < 2 * RenderLimit.AtOnce; i++)
            {
                var client = new System.Net.Sockets.TcpClient();
                await client.ConnectAsync(app.Address.Host, app.Address.Port);
                await client.GetStream().WriteAsync(("POST /report HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"u8
                    + "Content-Length: 1000\r\n\r\nthing=pers"u8).ToArray());
                slow.Add(client);
            }
            await Task.Delay(200);
            using var browser = app.Open();
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/people")).StatusCode);
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            foreach (var place in await Task.WhenAll(Enumerable.Range(0, RenderLimit.AtOnce).Select(_ => limit.EnterAsync(soon.Token).AsTask())))
                place.Dispose();
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
