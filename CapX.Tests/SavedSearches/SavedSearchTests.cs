using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.SavedSearches;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.SavedSearches;

/// <summary>Searches that a person keeps.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SavedSearchTests(DatabaseFixture data) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private Actor _me = null!;

    private SaveSearchCommand Save => new(data.Database, _clock);
    private DeleteSearchCommand Delete => new(data.Database, _clock);

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        _me = await data.NewcomerAsync();
    }

    public async Task DisposeAsync() => Assert.Empty(await OrphanedContent.FindAsync(data));

    [Theory]
    [InlineData(PersonContent.Kind, "?offers=openrefine&language=fr")]
    [InlineData(OrganizationContent.Kind, "q=%C3%BC+b")]
    [InlineData(ListingContent.Kind, "")]
    [InlineData(EventContent.Kind, "past=1&sort=start")]
    public async Task A_search_of_any_list_is_kept_under_its_name(string kind, string query)
    {
        Assert.Equal(SavedSearchResult.Done, await Save.RunAsync(_me, kind, query, "  My search "));
        var saved = Assert.Single(await MineAsync());
        Assert.Equal((kind, query.TrimStart('?'), "My search", _clock.Now), (saved.Kind, saved.Query, saved.Name, saved.SavedAt));
    }

    [Fact]
    public async Task The_same_search_is_kept_once_and_takes_the_new_name()
    {
        var save = Save;
        await save.RunAsync(_me, ListingContent.Kind, "q=help", "First");
        Assert.Equal(SavedSearchResult.Done, await save.RunAsync(_me, ListingContent.Kind, "?q=help", "Second"));
        Assert.Equal(SavedSearchResult.Done, await save.RunAsync(_me, EventContent.Kind, "q=help", "Third"));
        Assert.Equal(["Second", "Third"], (await MineAsync()).Select(search => search.Name));
    }

    [Fact]
    public async Task Saved_at_once_it_is_kept_once()
    {
        var save = Save;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => save.RunAsync(_me, ListingContent.Kind, "q=help", "At once")));
        Assert.Single(await MineAsync());
    }

    [Theory]
    [InlineData("rubbish", "", "Name")]
    [InlineData(MessageContent.Kind, "", "Name")]
    [InlineData(SuggestionContent.Kind, "", "Name")]
    [InlineData(SavedSearchContent.Kind, "", "Name")]
    [InlineData(ListingContent.Kind, "q=<script>", "Name")]
    [InlineData(ListingContent.Kind, "q=ü", "Name")]
    [InlineData(ListingContent.Kind, "q=a\nb", "Name")]
    [InlineData(ListingContent.Kind, "q=a#b", "Name")]
    [InlineData(ListingContent.Kind, "", "")]
    [InlineData(ListingContent.Kind, "", " \u200B ")]
    public async Task Rubbish_is_not_kept(string kind, string query, string name)
    {
        Assert.Equal(SavedSearchResult.BadText, await Save.RunAsync(_me, kind, query, name));
        Assert.Empty(await MineAsync());
    }

    [Fact]
    public async Task What_is_too_long_is_not_kept()
    {
        var save = Save;
        Assert.Equal(SavedSearchResult.BadText, await save.RunAsync(_me, ListingContent.Kind, new string('q', SaveSearchCommand.LongestQuery + 1), "Name"));
        Assert.Equal(SavedSearchResult.BadText, await save.RunAsync(_me, ListingContent.Kind, "", new string('n', SaveSearchCommand.LongestName + 1)));
        Assert.Equal(SavedSearchResult.BadText, await save.RunAsync(_me, ListingContent.Kind, new string('q', 1_000_000), new string('n', 1_000_000)));
        Assert.Equal(SavedSearchResult.Done,
            await save.RunAsync(_me, ListingContent.Kind, new string('q', SaveSearchCommand.LongestQuery), new string('ü', SaveSearchCommand.LongestName)));
    }

    [Fact]
    public async Task One_person_keeps_fifty_and_saves_twenty_in_a_minute()
    {
        var save = Save;
        for (var number = 0; number < SaveSearchCommand.Most; number++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(SavedSearchResult.Done, await save.RunAsync(_me, ListingContent.Kind, $"q={number}", $"Search {number}"));
        }
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(SavedSearchResult.Full, await save.RunAsync(_me, ListingContent.Kind, "q=more", "One more"));
        Assert.Equal(SavedSearchResult.Done, await save.RunAsync(_me, ListingContent.Kind, "q=1", "Renamed"));
        Assert.Contains(SavedSearchResult.TooOften,
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => save.RunAsync(_me, ListingContent.Kind, "q=1", "Renamed"))));
    }

    [Fact]
    public async Task Only_its_owner_deletes_it()
    {
        await Save.RunAsync(_me, ListingContent.Kind, "q=help", "Mine");
        var id = Assert.Single(await MineAsync()).Id;
        Assert.Equal(SavedSearchResult.NotFound, await Delete.RunAsync(await data.NewcomerAsync(), id));
        Assert.Equal(SavedSearchResult.Done, await Delete.RunAsync(_me, id));
        Assert.Equal(SavedSearchResult.NotFound, await Delete.RunAsync(_me, id));
        Assert.Empty(await MineAsync());
    }

    [Fact]
    public async Task Nobody_can_report_it()
    {
        await Save.RunAsync(_me, ListingContent.Kind, "q=help", "Mine");
        var id = Assert.Single(await MineAsync()).Id;
        var reported = new ReportedQuery(data.Database, _clock);
        foreach (var viewer in new[] { Viewer.Anonymous, Viewer.Member(_me.PersonId), Viewer.Member((await data.NewcomerAsync()).PersonId) })
            Assert.Null(await reported.RunAsync(new ReportAbout(SavedSearchContent.Kind, $"{id}"), viewer));
    }

    private Task<IReadOnlyList<SavedSearch>> MineAsync() => new SavedSearchesQuery(data.Database).RunAsync(_me.PersonId);
}
