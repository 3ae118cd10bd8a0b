using System.Text.Json;
using CapX.App.Events;
using CapX.Data;
using CapX.Data.Events;
using CapX.Data.Search;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>Only organizers learn a number of participants below five besides the reader. No difference of shown numbers reveals it.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SmallEventNumbersTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly List<ulong> _people = [];
    private ulong _organizer;

    private EventQuery Query => new(fixture.Database);
    private FindEventsQuery Find => new(fixture.Database, new CatalogueQuery(fixture.Database, new TestClock()));

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _organizer = await new PersonBuilder().InsertAsync(fixture.Database);
        for (var i = 0; i < 13; i++) _people.Add(await new PersonBuilder { Visibility = "hidden" }.InsertAsync(fixture.Database));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 20)]
    [InlineData(5, 20)]
    [InlineData(6, 20)]
    [InlineData(7, 8)]
    [InlineData(6, 6)]
    [InlineData(4, 4)]
    [InlineData(2, 5)]
    [InlineData(5, 5)]
    [InlineData(12, 3)]
    public async Task Five_are_left_in_every_number_that_is_told(int registered, int seats)
    {
        var id = await new EventBuilder().By(_organizer).With(f => f with { Seats = $"{seats}" }).Registered(_people.Take(registered)).InsertAsync(fixture);
        // The first person is registered and the last is not. Both can also look while logged out.
        foreach (var viewer in new[] { Viewer.Anonymous, Viewer.Member(_people[0]), Viewer.Member(_people[^1]) })
        {
            var shown = (await Query.RunAsync(id, viewer))!;
            var listed = Assert.Single((await Find.RunAsync(new CatalogueFilter { Kind = EventContent.Kind }, viewer)).Items);
            foreach (var one in new[] { shown.Event, listed })
            {
                Assert.Equal(registered >= seats, one.IsFull);
                var told = new[] { shown.Registered, one.Seats - one.FreeSeats, one.IsFull == true ? one.Seats : null };
                Assert.All(told.OfType<int>(), number => Assert.True(number >= 6, $"{number} is told"));
                Assert.Equal(registered >= 6 && seats >= 6 ? Math.Max(0, seats - registered) : null, one.FreeSeats);
                var item = JsonSerializer.Serialize(EventItem.From(one, new Uri("https://example.org")), JsonSerializerOptions.Web);
                Assert.Contains($"\"places\":\"{(registered >= seats ? "full" : "free")}\"", item, StringComparison.Ordinal);
            }
        }
        var own = (await Query.RunAsync(id, Viewer.Member(_organizer)))!;
        Assert.Equal((registered, seats, Math.Max(0, seats - registered)), (own.Registered, own.Event.Seats, own.Event.FreeSeats));
    }

    [Fact]
    public async Task Whoever_is_named_by_what_they_learned_is_subtracted_too()
    {
        var id = await new EventBuilder { Starts = TestClock.Start.AddDays(-2) }.By(_organizer).Registered(_people.Take(7)).InsertAsync(fixture);
        Assert.Equal(7, (await Query.RunAsync(id, Viewer.Anonymous))!.Registered);
        foreach (var person in _people.Take(2))
            await fixture.ExecuteAsync("""
                INSERT INTO event_learned (event_id, person_id, text, language, may_quote, written_at) VALUES (@id, @person, 'Much', 'en', 1, '2026-03-01')
                """, new { id, person });
        Assert.Null((await Query.RunAsync(id, Viewer.Anonymous))!.Registered);
    }

    [Fact]
    public async Task Fewer_than_five_who_wait_before_one_are_no_number()
    {
        var id = await new EventBuilder().By(_organizer).With(f => f with { Seats = "1" }).Registered(_people[0]).Waiting(_people.Skip(1)).InsertAsync(fixture);
        Assert.Equal([null, null, null, null, null, 5, 6],
            await Task.WhenAll(_people.Skip(1).Take(7).Select(async p => (await Query.RunAsync(id, Viewer.Member(p)))!.Ahead)));
    }
}
