using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>The most expensive URLs and forms, fifty at a time. Memory, health checks and processor time stay within the bounds of a pod with 2 GiB.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class PublishedLoadTests(DatabaseFixture data)
{
    private const int AtOnce = 50;
    private const int Rounds = 3;
    private const int People = 2000;
    private const long MostMemory = 900L * 1024 * 1024;
    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan LongestHealth = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MostProcessor = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Fifty_of_the_worst_requests_at_once_stay_within_memory_and_leave_health_checks_quick()
    {
        await using var server = await PublishedServer.StartAsync(data, People);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = server.Address,
            Timeout = TimeSpan.FromSeconds(60)
        };
        var failures = new ConcurrentQueue<string>();
        var worst = Worst();
        foreach (var (name, request) in worst)
        {
            // The first request also pays for JIT compilation.
            using (await http.SendAsync(Anew(request()))) { }
            var before = server.Processor;
            using var answer = await http.SendAsync(Anew(request()));
            var (length, used) = ((await answer.Content.ReadAsByteArrayAsync()).Length, server.Processor - before);
            if (used > MostProcessor) failures.Enqueue($"{name}: {used.TotalSeconds:0.0} s of the processor");
            if (length > LongestAnswer) failures.Enqueue($"{name}: {length} bytes");
            if ((int)answer.StatusCode >= 500) failures.Enqueue($"{name}: {(int)answer.StatusCode}");
        }

        using var stop = new CancellationTokenSource();
        var health = WatchAsync(server.Address, stop.Token);
        for (var round = 0; round < Rounds; round++)
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async i =>
            {
                var (name, request) = worst[i % worst.Count];
                // Half of the requests are served from the visitor cache, and the others allocate memory again.
                using var answer = await http.SendAsync((i + round) % 2 == 0 ? request() : Anew(request()));
                await answer.Content.ReadAsByteArrayAsync();
                if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                    failures.Enqueue($"{name}: {(int)answer.StatusCode}");
            }));
        await stop.CancelAsync();
        var slowest = await health;
        if (slowest > LongestHealth) failures.Enqueue($"/healthz took {slowest.TotalMilliseconds:0} ms");
        if (server.MostMemory > MostMemory) failures.Enqueue($"{server.MostMemory / 1024 / 1024} MB resident");
        Assert.True(failures.IsEmpty, $"{string.Join('\n', failures)}\n{server.Log}");
    }

    /// <summary>An unknown cookie bypasses the visitor cache.</summary>
    private static HttpRequestMessage Anew(HttpRequestMessage request)
    {
        request.Headers.Add("Cookie", "unknown=1");
        return request;
    }

    /// <summary>The longest duration of a health check.</summary>
    private static async Task<TimeSpan> WatchAsync(Uri address, CancellationToken token)
    {
        using var http = new HttpClient { BaseAddress = address };
        var slowest = TimeSpan.Zero;
        while (!token.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            using (await http.GetAsync("/healthz", CancellationToken.None)) { }
            if (watch.Elapsed > slowest) slowest = watch.Elapsed;
            await Task.Delay(50, CancellationToken.None);
        }
        return slowest;
    }

    private static List<(string Name, Func<HttpRequestMessage> Request)> Worst()
    {
        string[] codes = ["openrefine", "sparql-queries", "organizing-editathons", "technology", "communication", "lua", "mentoring", "photography",
            "translation", "templates"];
        string Values(string name, int count) => string.Join('&', Enumerable.Range(0, count).Select(i => $"{name}={codes[i % codes.Length]}"));
        var languages = string.Join('&', Enumerable.Repeat("language=en&language=es&language=fr&language=de&language=pt-br", 140));
        var texts = string.Join('&', Enumerable.Range(0, 5).Select(i => $"q=sample{new string('"', 190)}{i}"));
        var marks = $"a{new string('\u0301', 100_000)}{new string('\u0316', 100_000)}";
        var quotes = string.Concat(Enumerable.Repeat("%22", 2300));
        (string, Func<HttpRequestMessage>) Get(string url) => (url[..Math.Min(url.Length, 40)], () => new HttpRequestMessage(HttpMethod.Get, url));
        (string, Func<HttpRequestMessage>) Post(string name, Func<HttpContent> content) =>
            ($"POST /report {name}", () => new HttpRequestMessage(HttpMethod.Post, "/report") { Content = content() });
        return
        [
            Get($"/people?{languages}"[..7900]), Get($"/people?{Values("offers", 20)}&{Values("wants", 20)}&{texts}&pageSize=100&all=language"),
            Get($"/people?{texts}&pageSize=100&all=territory"), Get("/people?pageSize=100&all=language"),
            Get($"/api/v1/people?{Values("offers", 20)}&pageSize=100"), Get($"/api/v1/people?{languages}"[..7900]), Get("/api/v1/people?pageSize=100"),
            Get($"/organizations?{Values("offers", 20)}&{Values("wants", 20)}&{texts}&pageSize=100&all=territory"),
            Get($"/listings?{Values("capacity", 20)}&{texts}&pageSize=100&all=language"),
            Get($"/events?{Values("capacity", 20)}&{texts}&pageSize=100&all=language"),
            Get($"/search?in=listings&{texts}&{Values("capacity", 20)}&pageSize=100&all=territory"), Get($"/listings/feed.atom?{texts}&pageSize=100"),
            Get("/events/feed.ics?pageSize=100"), Get($"/people/options?facet=language&{languages}"[..7900]),
            Get($"/capacities?q={new string('a', 7000)}"), Get($"/no-such-page?{quotes}"), Get($"/{new string('a', 7000)}"),
            Get($"/sign-in/failed?reason={quotes}"), Get($"/?uselang={new string('a', 7000)}"),
            Post("marks", () => new MultipartFormDataContent { { new StringContent("start"), "_handler" }, { new StringContent("person"), "Thing" },
                { new StringContent(marks), "Key" } }),
            Post("fields", () => new FormUrlEncodedContent(Enumerable.Range(0, 10_000).Select(i => KeyValuePair.Create($"f{i}", "")))),
            Post("values", () =>
                new FormUrlEncodedContent([new("_handler", "start"), new("Thing", "person"),
                    .. Enumerable.Range(0, 1000).Select(i => KeyValuePair.Create("Key", $"{i}"))])),
        ];
    }
}
