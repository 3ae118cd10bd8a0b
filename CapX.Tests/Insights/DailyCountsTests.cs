using CapX.App.Insights;
using CapX.Data;
using CapX.Data.Index;
using CapX.Data.Insights;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CapX.Tests.Insights;

/// <summary>CapX stores only daily totals of visits and searches.</summary>
[Collection(SharedDatabase.Name)]
public sealed class DailyCountsTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private DailyCounts Counts => app.Services.GetRequiredService<DailyCounts>();

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await Counts.FlushAsync();
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1002, Username = "Sample Organizer" }.InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string> StoredAsync()
    {
        // The program counts a response only after it has been sent completely.
        await Task.Delay(100);
        await Counts.FlushAsync();
        return string.Join(", ", await data.QueryAsync<string>("SELECT CONCAT(what, ' ', count) FROM daily_count ORDER BY day, what"));
    }

    private async Task GetAsync(string url, string method = "GET", params (string Name, string Value)[] headers)
    {
        using var visitor = app.Open();
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        await visitor.SendAsync(request);
    }

    [Fact]
    public async Task Pages_visits_and_searches_are_counted_apart()
    {
        await GetAsync("/people?q=openrefine", headers: ("Sec-Fetch-Site", "none"));
        await GetAsync("/people?q=openrefine&page=2", headers: ("Sec-Fetch-Site", "same-origin"));
        await GetAsync("/people?order=joined&uselang=fr", headers: ("Sec-Fetch-Site", "same-origin"));
        await GetAsync("/people?offers=openrefine", headers: ("Sec-Fetch-Site", "same-origin"));
        await GetAsync("/events?past=1", headers: ("Sec-Fetch-Site", "cross-site"));
        await GetAsync("/search?q=a", headers: ("Referer", new Uri(app.Address, "/").ToString()));
        await GetAsync("/people/Sample_Organizer", headers: ("Referer", "https://meta.wikimedia.org/wiki/Capacity_Exchange"));
        await GetAsync("/api/v1/people?q=a");
        Assert.Equal("api-call 1, page 7, search-all 1, search-people 2, visit 3", await StoredAsync());
    }

    [Theory]
    [InlineData("HEAD", "/people?q=a", "Accept", "text/html")]
    [InlineData("GET", "/people?q=a", "Sec-Purpose", "prefetch;prerender")]
    [InlineData("GET", "/people?q=a", "User-Agent", "Mozilla/5.0 (compatible; ExampleBot/1.0)")]
    [InlineData("GET", "/people/Nobody", "Accept", "text/html")]
    [InlineData("GET", "/api/v1/people/Nobody", "Accept", "*/*")]
    [InlineData("GET", "/exchanges", "Accept", "text/html")]
    [InlineData("GET", "/icon.svg", "Accept", "*/*")]
    [InlineData("GET", "/healthz", "Accept", "*/*")]
    [InlineData("POST", "/report", "Accept", "text/html")]
    public async Task What_nobody_looks_at_is_not_counted(string method, string url, string header, string value)
    {
        await GetAsync(url, method, (header, value));
        Assert.Equal("", await StoredAsync());
    }

    [Fact]
    public async Task Sums_of_several_minutes_add_up_and_each_day_has_its_own()
    {
        Counts.Add(Counted.Visit);
        Assert.Equal("visit 1", await StoredAsync());
        await Parallel.ForAsync(0, 1000, (_, _) => { Counts.Add(Counted.Visit); return ValueTask.CompletedTask; });
        Assert.Equal("visit 1001", await StoredAsync());
        app.Clock.Advance(TimeSpan.FromDays(1));
        Counts.Add(Counted.Visit, 2);
        Counts.Add(Counted.SearchListings);
        Assert.Equal("visit 1001, search-listings 1, visit 2", await StoredAsync());
    }

    [Fact]
    public async Task Sums_wait_while_the_database_is_away_and_are_written_when_the_program_stops()
    {
        using var wire = new CuttableWire(data);
        using var database = new Database(wire.ConnectionString);
        using var counts = new DailyCounts(new AddCountsCommand(database), app.Clock, NullLogger<DailyCounts>.Instance);
        await counts.StartAsync(default);
        counts.Add(Counted.Page, 3);
        wire.Cut();
        await counts.FlushAsync();
        Assert.Equal("", await StoredAsync());
        wire.Mend();
        counts.Add(Counted.Page);
        await counts.StopAsync(default);
        Assert.Equal("page 4", await StoredAsync());
    }

    [Fact]
    public async Task A_total_holds_a_day_a_word_and_a_number_and_nothing_else()
    {
        await GetAsync("/people?q=zq-secret", headers: ("User-Agent", "zq-browser"));
        await Counts.FlushAsync();
        Assert.Equal(["day", "what", "count"],
            await data.QueryAsync<string>("""
                SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'daily_count' ORDER BY ordinal_position
                """));
        Assert.All(await data.QueryAsync<string>("SELECT what FROM daily_count"),
            what => Assert.Contains(what, Enum.GetValues<Counted>().Select(AddCountsCommand.Code)));
    }
}
