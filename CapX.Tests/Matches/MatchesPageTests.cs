using System.Net;
using System.Text.RegularExpressions;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Matches;

/// <summary>/matches as the server sends it, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class MatchesPageTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Me = 1001;
    private const int MostCommands = 8;

    public Task InitializeAsync() => data.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/matches")]
    [InlineData("/matches?ring=1&through=Nobody")]
    public async Task Leads_whoever_is_signed_out_to_the_sign_in(string url)
    {
        using var visitor = app.Open();
        var response = await visitor.GetAsync(url);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.StartsWith("/sign-in?returnUrl=%2Fmatches", new Uri(app.Address, TestBrowser.Location(response)).PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/matches\"", await visitor.TextAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/matches?pageSize=100", 10)]
    [InlineData("/matches?pageSize=100", 100)]
    [InlineData("/matches?ring=1&pageSize=100", 10)]
    [InlineData("/matches?ring=1&pageSize=100", 100)]
    [InlineData("/matches?through=Person_1&pageSize=100", 100)]
    public async Task Asks_the_database_at_most_eight_times_whatever_the_length(string url, int people)
    {
        using var member = await OpenAsync(people);
        Assert.Contains("<article", await member.TextAsync(url), StringComparison.Ordinal);

        var commands = await SqlCommands.CountAsync(() => member.GetAsync(url));

        Assert.InRange(commands, 1, MostCommands);
    }

    [Fact]
    public async Task Says_its_condition_its_order_and_what_each_could_teach()
    {
        using var member = await OpenAsync(4);
        var html = await member.TextAsync("/matches?uselang=en");

        Assert.Contains("People who offer something you want to learn, want to learn something you offer, and share a language with you.", html,
            StringComparison.Ordinal);
        Assert.Contains("2 people · recently updated first", html, StringComparison.Ordinal);
        Assert.Contains("Could teach you", html, StringComparison.Ordinal);
        Assert.Contains("Languages in common: English", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/matches\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_who_teaches_whom_in_a_ring()
    {
        using var member = await OpenAsync(20);
        var html = Scope().Replace(await member.TextAsync("/matches?ring=1&order=name&uselang=en"), "");

        Assert.Contains("You teach <bdi>Person 1</bdi>:", html, StringComparison.Ordinal);
        Assert.Contains("<bdi>Person 1</bdi> teaches <a href=\"/people/Person_10\"><bdi>Person 10</bdi></a>:", html, StringComparison.Ordinal);
        Assert.Contains("<bdi>Person 10</bdi> teaches you:", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/matches?through=Person%201&amp;order=name\"", html, StringComparison.Ordinal);
        Assert.Contains("10 three-way matches with Person 1 · by name", await member.TextAsync("/matches?through=Person_1&order=name&uselang=en"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drops_what_it_does_not_understand_and_says_so()
    {
        using var member = await OpenAsync(4);
        var response = await member.FollowAsync("/matches?order=popular&offers=no-such-thing&page=abc&languages=some&ring=7&uselang=en");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var refused in new[] { "popular", "no-such-thing", "abc", "some", "“7”" }) Assert.Contains(refused, html, StringComparison.Ordinal);
        Assert.Contains("2 people", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/matches")]
    [InlineData("/matches?ring=1")]
    [InlineData("/matches?through=Nobody_Here")]
    [InlineData("/matches?languages=any")]
    public async Task Says_what_to_do_while_nothing_is_offered_or_wanted(string url)
    {
        using var member = await app.OpenAsAsync("member");
        await ConsentAsync();
        var html = await member.TextAsync(url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "uselang=en");

        Assert.Contains("You have not added anything you want to learn yet.", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/profile/edit\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_no_circuit()
    {
        using var member = await OpenAsync(4);

        Assert.DoesNotContain("<!--Blazor:", await member.TextAsync("/matches"), StringComparison.Ordinal);
    }

    /// <summary>Logs in. Half of the people are two-way matches, and each of the other half can teach something to each of these.</summary>
    private async Task<TestBrowser> OpenAsync(int people)
    {
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.Offers("sparql-queries").Wants("openrefine").Speaks("en").InsertAsync(data.Database);
        for (var i = 1; i <= people; i++)
        {
            var person = new PersonBuilder { Username = $"Person {i}" }.Speaks("en");
            await (i % 2 == 1
                ? person.Offers("organizing-editathons").Wants("sparql-queries")
                : person.Offers("openrefine").Wants("sparql-queries").Wants("organizing-editathons")).InsertAsync(data.Database);
        }
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        await ConsentAsync();
        return await app.OpenAsAsync("member");
    }

    private Task<int> ConsentAsync() =>
        data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@Me, @Version, '2026-03-01')", new { Me, Consent.Version });

    /// <summary>The attribute that ties an element to its scoped style sheet.</summary>
    [GeneratedRegex(" b-[a-z0-9]+")]
    private static partial Regex Scope();
}
