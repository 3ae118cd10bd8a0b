using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Notices;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>Suggestions by logged-in people, and the replies of curators.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SuggestionTests(DatabaseFixture fixture) : CurationRig(fixture)
{
    private static readonly SuggestionTyped New = new()
    {
        Kind = SuggestionKind.Add, Capacity = "technology", Language = "fr", Name = "Compétence",
        Description = "Une phrase."
    };

    private SuggestCapacityCommand Suggest => new(Fixture.Database, Vocabulary, Clock);
    private AnswerSuggestionCommand Answer => new(Fixture.Database, new LiveUpdates(), Clock);
    private SuggestionsQuery Query => new(Fixture.Database, Clock);

    [Fact]
    public async Task A_suggestion_is_answered_by_doing_it_and_its_maker_is_told()
    {
        var member = await Fixture.NewcomerAsync();
        var key = Guid.NewGuid();
        Assert.Equal(CapacityActResult.Done, (await Suggest.RunAsync(member, New, key)).Acted);
        Assert.Equal(CapacityActResult.Done, (await Suggest.RunAsync(member, New, key)).Acted);
        var waiting = Assert.Single((await Query.WaitingAsync(Viewer.Member(Curator.PersonId)))!);
        Assert.Equal(("technology", "Compétence", "fr"), (waiting.Capacity, waiting.Name, waiting.Language));
        Assert.Null(await Query.WaitingAsync(Viewer.Member(member.PersonId)));
        Assert.Null(await Query.OneAsync(waiting.Id, Viewer.Member(member.PersonId)));

        var texts = new Dictionary<string, CapacityTyped> { ["en"] = new("Sample skill", ""), ["fr"] = new("Compétence", "Une phrase.") };
        Assert.Equal(CapacityActResult.Done,
            (await Change.AddAsync(Curator, new NewCapacity { Parent = "technology", Texts = texts }, Guid.NewGuid(),
                new SuggestionAnswer(waiting.Id, "Merci"))).Acted);
        var mine = Assert.Single(await Query.MineAsync(member.PersonId));
        Assert.Equal((SuggestionState.Accepted, "Merci", "sample-skill"), (mine.State, mine.Word, mine.Made));
        Assert.Equal([SuggestionContent.Kind],
            await Fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @PersonId", new { member.PersonId }));
        Assert.Equal("accepted", Assert.Single((await new NoticesQuery(Fixture.Database, Clock).RunAsync(member.PersonId, 1)).Items).Word);
        Assert.Empty((await Query.WaitingAsync(Viewer.Member(Curator.PersonId)))!);
    }

    [Fact]
    public async Task Declining_needs_a_word_and_is_done_once_by_a_curator()
    {
        var member = await Fixture.NewcomerAsync();
        await Suggest.RunAsync(member, New, Guid.NewGuid());
        var id = (await Query.WaitingAsync(Viewer.Member(Curator.PersonId)))![0].Id;
        Assert.Equal(CapacityActResult.NotFound, await Answer.RunAsync(member, id, true, "Mine"));
        Assert.Equal(CapacityActResult.Blocked, await Answer.RunAsync(await CuratorAsync("Sample Blocked", blocked: true), id, true, "No"));
        Assert.Equal(CapacityActResult.SignedOut, await Answer.RunAsync(Curator with { Session = SessionKey.Hash("none") }, id, true, "No"));
        Assert.Equal(CapacityActResult.BadText, await Answer.RunAsync(Curator, id, false, " "));
        Assert.Equal(CapacityActResult.Done, await Answer.RunAsync(Curator, id, false, "It is there already."));
        Assert.Equal(CapacityActResult.NotNow, await Answer.RunAsync(Curator, id, true, "Again"));
        Assert.Equal((SuggestionState.Declined, "It is there already."),
            (await Query.MineAsync(member.PersonId))[0] is var mine ? (mine.State, mine.Word) : default);
        Assert.Equal(CapacityActResult.NotFound, await Suggest.WithdrawAsync(member, id));
    }

    [Fact]
    public async Task One_takes_back_ones_own_while_it_waits()
    {
        var (member, other) = (await Fixture.NewcomerAsync(), await Fixture.NewcomerAsync());
        await Suggest.RunAsync(member, New, Guid.NewGuid());
        var id = (await Query.MineAsync(member.PersonId))[0].Id;
        Assert.Equal(CapacityActResult.NotFound, await Suggest.WithdrawAsync(other, id));
        Assert.Equal(CapacityActResult.Done, await Suggest.WithdrawAsync(member, id));
        Assert.Equal(CapacityActResult.NotNow, await Answer.RunAsync(Curator, id, true, ""));
    }

    [Fact]
    public async Task Ten_a_day_and_nobody_who_is_blocked_or_signed_out()
    {
        Assert.Equal(CapacityActResult.Blocked, (await Suggest.RunAsync(await Fixture.NewcomerAsync(blocked: true), New, Guid.NewGuid())).Acted);
        var member = await Fixture.NewcomerAsync();
        Assert.Equal(CapacityActResult.SignedOut, (await Suggest.RunAsync(member with { Session = SessionKey.Hash("none") }, New, Guid.NewGuid())).Acted);
        var all = await Task.WhenAll(Enumerable.Range(0, SuggestCapacityCommand.MostADay + 2).Select(_ => Suggest.RunAsync(member, New, Guid.NewGuid())));
        Assert.Equal(SuggestCapacityCommand.MostADay, all.Count(o => o.Acted == CapacityActResult.Done));
        Assert.Equal(2, all.Count(o => o.Acted == CapacityActResult.TooOften));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(CapacityActResult.Done, (await Suggest.RunAsync(member, New, Guid.NewGuid())).Acted);
    }

    [Theory]
    [InlineData(SuggestionKind.Add, "", "", "", "en", "", SuggestionField.Name)]
    [InlineData(SuggestionKind.Add, "no-such", "", "Name", "en", "", SuggestionField.Capacity)]
    [InlineData(SuggestionKind.Name, "", "", "Name", "en", "", SuggestionField.Capacity)]
    [InlineData(SuggestionKind.Merge, "openrefine", "", "", "en", "Same", SuggestionField.Other)]
    [InlineData(SuggestionKind.Merge, "openrefine", "openrefine", "", "en", "Same", SuggestionField.Other)]
    [InlineData(SuggestionKind.Move, "openrefine", "technology", "", "en", "", SuggestionField.Reason)]
    [InlineData(SuggestionKind.Other, "", "", "", "xx-none", "Hello", SuggestionField.Language)]
    public async Task What_says_too_little_is_not_sent(SuggestionKind kind, string capacity, string other, string name, string language, string reason,
        SuggestionField bad)
    {
        var member = await Fixture.NewcomerAsync();
        var outcome = await Suggest.RunAsync(member,
            new SuggestionTyped { Kind = kind, Capacity = capacity, Other = other, Name = name, Language = language, Reason = reason }, Guid.NewGuid());
        Assert.Equal(CapacityActResult.BadText, outcome.Acted);
        Assert.Equal([bad], outcome.Bad);
    }
}
