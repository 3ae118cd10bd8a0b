using System.Text;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace CapX.Tests.Search;

/// <summary>The size of responses: a hundred of the longest things, requested with the longest URL. No URL makes a response longer than its bound.</summary>
[Collection(SharedDatabase.Name)]
public sealed class AnswerSizeTests(DatabaseFixture data, TestApp app, ITestOutputHelper output) : IClassFixture<TestApp>
{
    private const int Things = 100;
    private const int LongestUrl = 8000;
    private const int LongestPage = 1_200_000;

    // The API returns whole texts, so a hundred events are as long as their texts.
    private const int LongestAnswer = 3_600_000;
    private const ulong Me = 1001;
    private static readonly string Long = new('維', 8000);

    [Fact]
    public async Task No_address_of_a_list_makes_an_answer_longer_than_its_bound()
    {
        var urls = await FillAsync();
        using var member = await app.OpenAsAsync("member");
        var failures = new List<string>();
        foreach (var (url, most) in urls.SelectMany(Worst))
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(url), 1, LongestUrl);
            var answer = await member.GetAsync(url);
            var length = (await answer.Content.ReadAsByteArrayAsync()).Length;
            output.WriteLine($"{length,9} {(int)answer.StatusCode} {url[..Math.Min(url.Length, 110)]}");
            if (length > most || (int)answer.StatusCode >= 500) failures.Add($"{(int)answer.StatusCode}, {length} bytes: {url[..Math.Min(url.Length, 110)]}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    /// <summary>Every page, with any value in the parameters that it reads or in its path.</summary>
    [Fact]
    public async Task No_other_address_makes_a_page_longer_either()
    {
        using var visitor = app.Open();
        var quotes = string.Concat(Enumerable.Repeat("%22", (LongestUrl - 100) / 3));
        foreach (var path in new[] { "/", "/people", "/people/Nobody", "/capacities", "/events", "/sign-in/failed", "/wiki-access/failed", "/paused", "/report",
            "/transparency", "/no-such-page", "/privacy/erased" })
            foreach (var name in new[] { "q", "uselang", "returnUrl", "reason", "through", "thing", "key", "as", "did", "came", "all", "in", "find-offers",
                "order", "x" })
            {
                var length = (await visitor.TextAsync($"{path}?{name}={quotes}")).Length;
                Assert.True(length < 250_000, $"{path}?{name}: {length}");
            }
        foreach (var path in new[] { "/", "/people/", "/organizations/", "/capacities/", "/events/", "/api/v1/people/" })
            Assert.InRange((await visitor.TextAsync($"{path}{quotes[..(LongestUrl / 3 * 2)]}")).Length, 1, 250_000);
    }

    private static IEnumerable<(string Url, int Most)> Worst((string Path, string First, string Second, string All) list)
    {
        var (path, first, second, all) = list;
        var most = path.StartsWith("/api", StringComparison.Ordinal) || path.Contains("feed", StringComparison.Ordinal) ? LongestAnswer : LongestPage;
        var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        yield return ($"{path}{mark}pageSize=100", most);
        yield return ($"{path}{mark}pageSize=100&{first}&{second}", most);
        var asked = $"{path}{mark}pageSize=100&all={all}&order=name&q=sample&{first}&{second}";
        // Fill the rest of the URL with text. A quote has six characters on a page, a letter of another script has nine in a URL.
        foreach (var filler in new[] { "%22", "%E7%B6%AD" })
        {
            var room = (LongestUrl - asked.Length - 20) / 4 / filler.Length;
            var text = string.Concat(Enumerable.Repeat(filler, Math.Min(room, 190)));
            yield return ($"{asked}{string.Concat(Enumerable.Range(0, 4).Select(i => $"&q={i}{text}"))}", most);
            yield return ($"{path}{mark}pageSize=100&all={all}&page=2{string.Concat(Enumerable.Range(0, 4).Select(i => $"&q={i}{text}"))}&{first}&{second}",
                most);
        }
        yield return ($"{path}{mark}{string.Join('&', Enumerable.Repeat("language=en&language=es&offers=lua&capacity=lua&territory=BR", 130))}", most);
        yield return ($"{path}{mark}{string.Join('&', Enumerable.Repeat("language=%22&offers=%22&capacity=%22&q=%22&order=%22&page=%22", 120))}", most);
    }

    /// <summary>Inserts a hundred of the longest of each listed thing. Returns the lists, each with two filters of twenty values that match all.</summary>
    private async Task<(string Path, string First, string Second, string All)[]> FillAsync()
    {
        await data.EmptyAsync();
        app.Clock.Now = TestClock.Start;
        string[] codes = [.. data.Vocabulary.Capacities.Entries.Select(c => c.Code).OrderByDescending(c => c.Length)
            .ThenBy(c => c, StringComparer.Ordinal).Take(40)];
        string[] languages = [.. data.Vocabulary.Languages.Entries.Select(l => l.Code)];
        string[] territories = [.. data.Vocabulary.Territories.Entries.Select(t => t.Code)];
        IReadOnlyList<T> Some<T>(T[] all, int from, int count) => [.. Enumerable.Range(0, count).Select(i => all[(from + i) % all.Length])];
        var people = new List<ulong>();
        for (var i = 0; i < Things; i++)
        {
            var person = new PersonBuilder
            {
                Username = $"{i:000}{Long[..60]}", DisplayName = $"{i:000} sample {Long[..80]}", About = $"sample {Long[..1990]}",
                AboutLanguage = "zh", HomeWiki = "zhwiki"
            }.In(Some(territories, i * 10, 10));
            if (i == 0) (person.Id, person.Username) = (Me, "Sample Member");
            foreach (var code in codes) person.Offers(code, 7).Wants(code, 7);
            foreach (var language in Some(languages, i * 7, 20)) person.Speaks(language);
            people.Add(await person.InsertAsync(data.Database));
            await new ListingBuilder
            {
                Title = $"{i:000} sample {Long[..180]}",
                Person = people[^1]
            }.With(f =>
                    f with
                    {
                        Text = $"sample {Long[..3990]}",
                        Capacities = codes[..20],
                        Territories = Some(territories, i * 10, 20),
                        Languages = Some(languages, i * 7, 20)
                    }).InsertAsync(data);
            await new EventBuilder { Title = $"{i:000} sample {Long[..180]}" }.By(people[Math.Max(0, i - 10)..])
                .With(f => f with { Text = $"sample {Long[..7900]}", Place = Long[..400], Capacities = codes[..20], Languages = Some(languages, i * 7, 20) })
                .InsertAsync(data);
            var organization = new OrganizationBuilder { Name = $"{i:000} sample {Long[..150]}" }.About($"sample {Long[..3900]}", "zh")
                .In([.. Some(territories, i * 10, 60)]);
            foreach (var code in codes[..20]) organization.Offers(code).Wants(code);
            await organization.InsertAsync(data);
        }
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) SELECT p.id, @Version, '2026-03-01' FROM person p",
            new { Consent.Version });
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        string Values(string name) => string.Join('&', codes[..20].Select(code => $"{name}={code}"));
        var (both, about) = ((Values("offers"), Values("wants")), Values("capacity"));
        return
        [
            ("/people", both.Item1, both.Item2, "language"), ("/search", both.Item1, both.Item2, "territory"), ("/matches", both.Item1, both.Item2, "language"),
            ("/matches?ring=1", both.Item1, both.Item2, "language"), ("/api/v1/people", both.Item1, both.Item2, "language"),
            ("/organizations", both.Item1, both.Item2, "territory"), ("/search?in=organizations", both.Item1, both.Item2, "territory"),
            ("/api/v1/organizations", both.Item1, both.Item2, "territory"),
            ("/listings", about, "state=open&state=closed", "territory"), ("/resources", about, "state=open&state=closed", "language"),
            ("/search?in=listings", about, "state=open&state=closed", "territory"), ("/api/v1/listings", about, "state=open", "territory"),
            ("/listings/feed.atom", about, "state=open", "territory"),
            ("/events", about, "kind=online", "language"), ("/search?in=events", about, "kind=online", "language"),
            ("/api/v1/events", about, "kind=online", "language"), ("/events/feed.ics", about, "kind=online", "language"),
        ];
    }
}
