using CapX.Data.Verbs;
using System.Net;
using System.Text.Json;
using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Search;

/// <summary>The messages of a search that found nothing or had nothing to look for.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SearchMeantTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        var poster = await new PersonBuilder { Username = "Rosalind Franklin" }.Knows("openrefine").In("BR").Speaks("pt-br").InsertAsync(data.Database);
        await new PersonBuilder { Username = "Members Only Zbigniew", Visibility = "members" }.InsertAsync(data.Database);
        await new PersonBuilder { Username = "Hidden Grzegorz", Visibility = "hidden" }.InsertAsync(data.Database);
        await new PersonBuilder { Username = "Shy", About = "Brzęczyszczykiewicz", AboutSeen = "members" }.InsertAsync(data.Database);
        await new OrganizationBuilder { Name = "Wikimedia Ruritania" }.InsertAsync(data);
        await new ListingBuilder { Person = poster, Title = "Zeppelin wanted" }.InsertAsync(data);
        await new ListingBuilder { Person = poster, Title = "Secret Submarine" }.With(f => f with { IsPublic = false }).InsertAsync(data);
        await new EventBuilder { Title = "Gardening marathon", Starts = TestClock.Start.AddDays(3) }.By(poster).InsertAsync(data);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/people?q=wikdata", "/people?q=Wikidata")]
    [InlineData("/people?q=rosalnid", "/people?q=Rosalind")]
    [InlineData("/people?q=rosalind+frankiln", "/people?q=rosalind%20Franklin")]
    [InlineData("/people?q=wikdata&language=pt&order=name", "/people?q=Wikidata&language=pt&order=name")]
    [InlineData("/people?q=germny", "/people?territory=DE")]
    [InlineData("/people?q=germny&wants=technology", "/people?wants=technology&territory=DE")]
    [InlineData("/people?q=portugese", "/people?language=pt")]
    [InlineData("/people?q=Swahili", "/people?language=sw")]
    [InlineData("/search?q=wikdata", "/search?q=Wikidata")]
    [InlineData("/search?in=organizations&q=ruritnaia", "/search?in=organizations&q=Ruritania")]
    [InlineData("/organizations?q=ruritani a", null)]
    [InlineData("/organizations?q=wikimdia", "/organizations?q=Wikimedia")]
    [InlineData("/organizations?q=wikdata&type=chapter", "/organizations?q=Wikidata&type=chapter")]
    [InlineData("/listings?q=zepelin", "/listings?q=Zeppelin")]
    [InlineData("/listings?q=openrefnie", "/listings?q=OpenRefine")]
    [InlineData("/events?q=gardning", "/events?q=Gardening")]
    [InlineData("/events?q=wikdata", "/events?q=Wikidata")]
    [InlineData("/capacities?q=wikdata", "/capacities?q=Wikidata")]
    [InlineData("/capacities?q=qqqqqqqq", null)]
    [InlineData("/people?q=qqqqqqqq", null)]
    [InlineData("/people?q=rosalind&territory=DE", null)]
    public async Task Says_what_may_have_been_meant_and_keeps_the_other_filters(string url, string? meant)
    {
        using var visitor = app.Open();
        var html = WebUtility.HtmlDecode(await visitor.TextAsync($"{url}&uselang=en"));
        if (meant is null) Assert.DoesNotContain("Did you mean", html, StringComparison.Ordinal);
        else Assert.Matches($"Did you mean\\s*<a href=\"{System.Text.RegularExpressions.Regex.Escape(meant)}\"[ >]", html);
    }

    [Theory]
    [InlineData("/people?q=zbigneiw", "Zbigniew", true)]
    [InlineData("/people?q=grzegroz", "Grzegorz", false)]
    [InlineData("/people?q=brzęczyszczykiewcz", "Brzęczyszczykiewicz", false)]
    [InlineData("/listings?q=submarnie", "Submarine", true)]
    public async Task Names_nobody_and_nothing_that_the_viewer_cannot_list(string url, string name, bool isToldToMembers)
    {
        using var visitor = app.Open();
        using var member = await app.OpenAsAsync("member");
        Assert.DoesNotContain(name, WebUtility.HtmlDecode(await visitor.TextAsync($"{url}&uselang=en")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isToldToMembers, WebUtility.HtmlDecode(await member.TextAsync($"{url}&uselang=en")).Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_nobody_whom_a_block_parts_from_the_viewer()
    {
        var index = app.Services.GetRequiredService<PeopleIndex>();
        var one = await new PersonBuilder { Username = "Asker" }.InsertAsync(data.Database);
        var other = await new PersonBuilder { Username = "Parted Wolfgang", Visibility = "members" }.InsertAsync(data.Database);
        await index.LoadAsync();
        Assert.Equal("Wolfgang", index.Near(new PeopleFilter(), ["wolfgagn"], Viewer.Member(one))["wolfgagn"].Near[0].Written);
        await data.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@other, @one, '2026-03-01')", new { one, other });
        await index.RefreshBlocksAsync();
        Assert.Empty(index.Near(new PeopleFilter(), ["wolfgagn"], Viewer.Member(one))["wolfgagn"].Near);
    }

    [Theory]
    [InlineData("%3F%3F%3F")]
    [InlineData("%F0%9F%8E%89")]
    [InlineData("%2B%2B")]
    [InlineData("%E2%80%A6%20%21")]
    public async Task Says_that_there_is_nothing_to_look_for(string text)
    {
        using var visitor = app.Open();
        foreach (var list in new[] { "/people?", "/search?", "/search?in=events&", "/organizations?", "/listings?", "/resources?", "/events?" })
        {
            var html = WebUtility.HtmlDecode(await visitor.TextAsync($"{list}q={text}&uselang=en"));
            Assert.Contains("has no letters or digits to search for", html, StringComparison.Ordinal);
            Assert.DoesNotContain("chosen__chip", html, StringComparison.Ordinal);
        }
        foreach (var list in new[] { "people", "organizations", "listings", "events" })
        {
            var answer = await visitor.GetAsync($"/api/v1/{list}?q={text}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Contains("no letter or digit", problem.RootElement.GetProperty("errors").GetProperty("q")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_language_and_its_variants_are_one_in_the_lists()
    {
        var speaker = await new PersonBuilder { Username = "Plain" }.Speaks("en").InsertAsync(data.Database);
        await new PersonBuilder { Username = "American" }.Speaks("en-us").Speaks("en").InsertAsync(data.Database);
        await new PersonBuilder { Username = "British" }.Speaks("en-gb").InsertAsync(data.Database);
        foreach (var code in new[] { "en", "en-us", "en-gb", "pt-br" })
        {
            await new ListingBuilder { Person = speaker, Title = $"In {code}" }.With(f => f with { Languages = [code] }).InsertAsync(data);
            await new EventBuilder { Title = $"In {code}", Starts = TestClock.Start.AddDays(3) }.By(speaker).With(f => f with { Languages = [code] })
                .InsertAsync(data);
        }
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        using var visitor = app.Open();
        async Task<(int Total, Dictionary<string, int> Languages)> FindAsync(string url)
        {
            using var answer = JsonDocument.Parse(await visitor.TextAsync(url));
            return (answer.RootElement.GetProperty("total").GetInt32(),
                answer.RootElement.GetProperty("facets").GetProperty("language").EnumerateArray()
                    .ToDictionary(c => c.GetProperty("code").GetString()!, c => c.GetProperty("count").GetInt32()));
        }
        foreach (var (list, plain, british) in new[] { ("people", 3, 3), ("listings", 3, 2), ("events", 3, 2) })
        {
            var all = await FindAsync($"/api/v1/{list}?language=en");
            Assert.Equal((plain, plain, 1, 1), (all.Total, all.Languages["en"], all.Languages["en-us"], all.Languages["en-gb"]));
            Assert.Equal(british, (await FindAsync($"/api/v1/{list}?language=en-gb")).Total);
            Assert.Equal(1, (await FindAsync($"/api/v1/{list}?language=pt")).Total);
            Assert.Equal(1, (await FindAsync($"/api/v1/{list}?language=pt-br")).Total);
            Assert.False(all.Languages.ContainsKey("en-ca"));
        }
        var html = WebUtility.HtmlDecode(await visitor.TextAsync("/people?all=language&uselang=en"));
        Assert.InRange(html.IndexOf("id=\"language-en-us\"", StringComparison.Ordinal), html.IndexOf("id=\"language-en\"", StringComparison.Ordinal),
            html.IndexOf("id=\"language-pt\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_older_version_has_folded_is_folded_again_once()
    {
        var vocabulary = data.Vocabulary;
        var refold = new RefoldCommand(data.Database, vocabulary);
        await refold.RunAsync();
        var right = await data.QueryAsync<string>("SELECT words FROM catalogue ORDER BY kind, id");
        await data.ExecuteAsync("""
            UPDATE catalogue SET words = ' old ';
            DELETE FROM catalogue_code;
            DELETE FROM folded_version;
            INSERT INTO flag_word (word, folded, added_at) VALUES ('दिल', 'दल', UTC_TIMESTAMP()), ('दाल', 'दिल', UTC_TIMESTAMP()), ('C#', 'c', UTC_TIMESTAMP())
            """);
        Assert.True(await refold.RunAsync());
        Assert.Equal(right, await data.QueryAsync<string>("SELECT words FROM catalogue ORDER BY kind, id"));
        Assert.NotEmpty(await data.QueryAsync<string>("SELECT code FROM catalogue_code"));
        Assert.Equal(["दिल", "दाल", "c#"], await data.QueryAsync<string>("SELECT folded FROM flag_word ORDER BY id"));
        await data.ExecuteAsync("UPDATE catalogue SET words = ' kept '");
        Assert.False(await refold.RunAsync());
        Assert.All(await data.QueryAsync<string>("SELECT words FROM catalogue"), words => Assert.Equal(" kept ", words));
    }
}
