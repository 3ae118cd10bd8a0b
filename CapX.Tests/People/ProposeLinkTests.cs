using System.Text.RegularExpressions;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.People;

/// <summary>The links from lists of people and profiles to a proposal.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class ProposeLinkTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Me = 1001;

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.Offers("sparql-queries").Wants("openrefine").Speaks("en").InsertAsync(data.Database);
        await new PersonBuilder { Id = 2001, Username = "Ready" }.Offers("openrefine").Wants("sparql-queries").Speaks("en").InsertAsync(data.Database);
        await new PersonBuilder { Id = 2002, Username = "Away", NotTakingUntil = TestClock.Start.AddDays(3) }.Offers("openrefine").InsertAsync(data.Database);
        await new PersonBuilder { Id = 2003, Username = "Back", NotTakingUntil = TestClock.Start.AddDays(-1) }.Offers("openrefine").InsertAsync(data.Database);
        await new PersonBuilder { Id = 2004, Username = "Learner" }.Wants("openrefine").InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Leads_from_each_card_to_a_proposal_but_from_ones_own_and_from_whoever_takes_none()
    {
        using var member = await OpenAsync();

        Assert.Equal(["to=Back&kind=ask", "to=Learner&kind=offer", "to=Ready&kind=ask"], await LinksAsync(member, "/people?order=name"));
        using var visitor = app.Open();
        Assert.Equal(["to=Back&kind=ask", "to=Learner&kind=offer", "to=Ready&kind=ask", "to=Sample%20Member&kind=ask"],
            await LinksAsync(visitor, "/people?order=name"));
    }

    [Theory]
    [InlineData("/people?order=name&offers=openrefine", "to=Back&kind=ask&capacity=openrefine", "to=Ready&kind=ask&capacity=openrefine")]
    [InlineData("/people?order=name&offers=technology", "to=Back&kind=ask&capacity=openrefine", "to=Ready&kind=ask&capacity=openrefine")]
    [InlineData("/people?order=name&wants=openrefine", "to=Learner&kind=offer&capacity=openrefine")]
    [InlineData("/people?order=name&wants=sparql-queries&offers=openrefine", "to=Ready&kind=ask&capacity=openrefine")]
    [InlineData("/people?order=name&offers=openrefine&offers=sparql-queries", "to=Back&kind=ask", "to=Ready&kind=ask")]
    [InlineData("/capacities/openrefine", "to=Back&kind=ask&capacity=openrefine", "to=Learner&kind=offer&capacity=openrefine",
        "to=Ready&kind=ask&capacity=openrefine")]
    [InlineData("/matches", "to=Ready&kind=ask&capacity=openrefine")]
    public async Task Names_the_capacity_that_the_page_is_about(string url, params string[] links)
    {
        using var member = await OpenAsync();
        Assert.Equal(links, await LinksAsync(member, url));
    }

    [Fact]
    public async Task Is_gone_for_who_blocks_and_stays_for_who_is_blocked_and_is_not_to_know()
    {
        await data.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@Me, 2001, '2026-03-01'), (2003, @Me, '2026-03-01')",
            new { Me });
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        using var member = await OpenAsync();

        Assert.Equal(["to=Back&kind=ask", "to=Learner&kind=offer"], await LinksAsync(member, "/people?order=name"));
        Assert.Empty(await LinksAsync(member, "/people/Ready"));
        Assert.Equal(2, (await LinksAsync(member, "/people/Back")).Count);
    }

    [Fact]
    public async Task In_a_ring_it_leads_to_whoever_would_teach_me()
    {
        await new PersonBuilder { Id = 2005, Username = "Second" }.Offers("organizing-editathons").Wants("sparql-queries").Speaks("en")
            .InsertAsync(data.Database);
        await new PersonBuilder { Id = 2006, Username = "Third" }.Offers("openrefine").Wants("organizing-editathons").Speaks("en").InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        using var member = await OpenAsync();

        Assert.Equal(["to=Third&kind=ask&capacity=openrefine"], await LinksAsync(member, "/matches?ring=1"));
        Assert.Equal(["to=Third&kind=ask&capacity=openrefine"], await LinksAsync(member, "/matches?through=Second"));
    }

    [Fact]
    public async Task Takes_a_visitor_through_the_sign_in_by_a_plain_link_for_it_ends_at_the_wiki()
    {
        using var visitor = app.Open();
        Assert.Matches(PlainLink(), await visitor.TextAsync("/people"));
        Assert.Matches(PlainLink(), await visitor.TextAsync("/people/Ready"));
        var response = await visitor.GetAsync("/exchanges/propose?to=Ready&kind=ask");
        Assert.StartsWith("/sign-in?returnUrl=%2Fexchanges%2Fpropose", new Uri(app.Address, TestBrowser.Location(response)).PathAndQuery,
            StringComparison.Ordinal);
    }

    private async Task<TestBrowser> OpenAsync()
    {
        await data.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) VALUES (@Me, @Version, '2026-03-01')", new { Me, Consent.Version });
        return await app.OpenAsAsync("member");
    }

    /// <summary>The query strings of a page's links to a proposal.</summary>
    private static async Task<List<string>> LinksAsync(TestBrowser browser, string url) =>
        [.. Link().Matches(await browser.TextAsync(url)).Select(match => match.Groups["query"].Value.Replace("&amp;", "&", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [GeneratedRegex("href=\"/exchanges/propose\\?(?<query>[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("data-enhance-nav=\"false\"[^>]*>\\s*<a href=\"/exchanges/propose")]
    private static partial Regex PlainLink();
}
