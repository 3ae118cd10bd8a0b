using CapX.Data.Editing;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Editing;

[Collection(SharedDatabase.Name)]
public sealed class DraftTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private SaveDraftCommand _save = null!;

    public Task InitializeAsync()
    {
        _save = new SaveDraftCommand(fixture.Database, _clock);
        return fixture.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<Draft?> ReadAsync(ulong id) => new DraftQuery(fixture.Database, _clock).RunAsync(id, ProfileForm.DraftName);

    [Fact]
    public async Task Keeps_the_last_text_of_a_form()
    {
        var actor = await fixture.NewcomerAsync();
        Assert.Equal(SaveDraftResult.Kept, await _save.RunAsync(actor, ProfileForm.DraftName, "first"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SaveDraftResult.Kept, await _save.RunAsync(actor, ProfileForm.DraftName, "second \U0001F600"));
        Assert.Equal(new Draft { Body = "second \U0001F600", SavedAt = TestClock.Start.AddSeconds(1) }, await ReadAsync(actor.PersonId));
        Assert.Null(await ReadAsync((await fixture.NewcomerAsync()).PersonId));
    }

    [Fact]
    public async Task Is_dropped_when_asked()
    {
        var actor = await fixture.NewcomerAsync();
        await _save.RunAsync(actor, ProfileForm.DraftName, "text");
        var drop = new DropDraftCommand(fixture.Database, _clock);
        Assert.Equal(ActorStanding.SignedOut, await drop.RunAsync(actor with { Session = new byte[32] }, ProfileForm.DraftName));
        Assert.NotNull(await ReadAsync(actor.PersonId));
        Assert.Equal(ActorStanding.Good, await drop.RunAsync(actor, ProfileForm.DraftName));
        Assert.Null(await ReadAsync(actor.PersonId));
    }

    [Fact]
    public async Task Is_offered_for_thirty_days()
    {
        var actor = await fixture.NewcomerAsync();
        await _save.RunAsync(actor, ProfileForm.DraftName, "text");
        _clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await ReadAsync(actor.PersonId));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await ReadAsync(actor.PersonId));
    }

    [Fact]
    public async Task Is_refused_without_a_session_or_while_blocked()
    {
        Assert.Equal(SaveDraftResult.Refused, await _save.RunAsync(await fixture.NewcomerAsync(blocked: true), ProfileForm.DraftName, "text"));
        Assert.Equal(SaveDraftResult.Refused, await _save.RunAsync(new Actor { PersonId = 404, Session = new byte[32] }, ProfileForm.DraftName, "text"));
    }

    [Fact]
    public async Task Has_a_longest_length()
    {
        var actor = await fixture.NewcomerAsync();
        Assert.Equal(SaveDraftResult.TooLong, await _save.RunAsync(actor, ProfileForm.DraftName, new string('x', SaveDraftCommand.LongestBodyBytes + 1)));
        Assert.Equal(SaveDraftResult.Kept, await _save.RunAsync(actor, ProfileForm.DraftName, new string('x', SaveDraftCommand.LongestBodyBytes)));
    }

    [Fact]
    public async Task Is_not_written_more_than_sixty_times_a_minute()
    {
        var actor = await fixture.NewcomerAsync();
        for (var n = 0; n < 60; n++) Assert.Equal(SaveDraftResult.Kept, await _save.RunAsync(actor, ProfileForm.DraftName, "text"));
        Assert.Equal(SaveDraftResult.TooOften, await _save.RunAsync(actor, ProfileForm.DraftName, "text"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SaveDraftResult.Kept, await _save.RunAsync(actor, ProfileForm.DraftName, "text"));
    }

    [Fact]
    public void A_form_comes_back_from_its_json_as_it_was()
    {
        var form = new ProfileForm
        {
            DisplayName = "<Ана> \U0001F600", Languages = [new("en", "N")], Offers = [new("technology", ["training"], "Note")],
            Wants = [new("technology", [], null)],
            NotTakingUntil = new DateOnly(2026, 5, 1), Visibility = ProfileVisibility.Hidden,
        };
        var json = new FormDraft<ProfileForm> { Version = 7, Form = form }.ToJson();
        var back = FormDraft.Read<ProfileForm>(json)!;
        Assert.Contains("<Ана>", json, StringComparison.Ordinal);
        Assert.Equal(7u, back.Version);
        Assert.Empty(back.Form.DiffersIn(form));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"form":{"languages":null}}""")]
    [InlineData("""{"version":1,"form":{"visibility":"nobody"}}""")]
    public void What_cannot_be_read_is_no_draft(string body) => Assert.Null(FormDraft.Read<ProfileForm>(body));
}
