using System.Net;
using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Content;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Curators, who read the suggestions for the capacity tree, report them to moderators.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SuggestionCaseTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    private Viewer Curator => Viewer.Member(_rig.Curator.PersonId);

    [Fact]
    public async Task Curators_report_what_waits_and_nobody_else_learns_that_it_does()
    {
        var id = await _rig.SuggestedAsync();
        var form = ModerationRig.Form(SuggestionContent.Kind, id);
        foreach (var other in new[] { _rig.Reporter, _rig.Accused, _rig.Moderator, _rig.Steward })
        {
            Assert.Equal(new ReportRefused(ReportRefusal.NotFound), await _rig.Report.RunAsync(new Reporter { Actor = other }, form));
            Assert.Null(await new ReportedQuery(data.Database, _rig.Clock).RunAsync(form.About, Viewer.Member(other.PersonId)));
        }
        Assert.Equal(new ReportRefused(ReportRefusal.NotFound), await _rig.Report.RunAsync(new Reporter { Visitor = new byte[32] }, form));
        var found = await _rig.Cases.RunAsync(await _rig.CaseAsync(SuggestionContent.Kind, id), _rig.Moderator.PersonId);
        ContentPart[] frozen = [new("name", "A name", "en"), new("text", "A description", "en"), new("reason", "A reason", "en")];
        Assert.Equal(frozen, found!.Reports.Single().Evidence);
        Assert.Equal("Answering Person", Assert.Single(found.Responsible).Username);
        // Another report before the decision joins the same case. Once a suggestion is answered, no one can see or report it.
        Assert.Equal(found.Row.Id, await _rig.CaseAsync(SuggestionContent.Kind, id));
        await data.GrantAsync("Answering Person", Role.Curator);
        Assert.Equal(new ReportRefused(ReportRefusal.Own), await _rig.Report.RunAsync(new Reporter { Actor = _rig.Accused }, form));
        await data.ExecuteAsync("UPDATE capacity_suggestion SET state = 'declined'");
        Assert.Equal(new ReportRefused(ReportRefusal.NotFound),
            await _rig.Report.RunAsync(new Reporter { Actor = _rig.Curator }, form with { FormKey = Guid.NewGuid() }));
    }

    [Theory]
    [InlineData(DecisionKind.Hide, true)]
    [InlineData(DecisionKind.Remove, false)]
    public async Task What_is_held_back_is_read_and_answered_by_no_curator(DecisionKind kind, bool isSeenByItsMaker)
    {
        var id = await _rig.SuggestedAsync();
        var before = await _rig.BytesAsync("capacity_suggestion");
        var held = await _rig.CaseAsync(SuggestionContent.Kind, id);
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(held, kind));
        Assert.Empty((await _rig.Suggestions.WaitingAsync(Curator))!);
        Assert.Null(await _rig.Suggestions.OneAsync(id, Curator));
        Assert.Equal(0, await new ManagedCapacityQuery(data.Database, _rig.Clock).WaitingAsync(Curator));
        Assert.Equal(CapacityActResult.NotNow,
            await new AnswerSuggestionCommand(data.Database, _rig.Pair.News, _rig.Clock).RunAsync(_rig.Curator, id, true, "Yes"));
        Assert.Equal(isSeenByItsMaker ? [true] : [], (await _rig.Suggestions.MineAsync(_rig.Accused.PersonId)).Select(s => s.IsHidden));
        var told = Assert.Single((await new ExportQuery(data.Database, _rig.Clock).RunAsync(_rig.Accused.PersonId))!.Of<ExportedCapacities>().Suggestions);
        Assert.Equal(("A name", isSeenByItsMaker ? "hidden" : "removed"), (told.Name, told.Moderated));
        if (!isSeenByItsMaker) Assert.Equal(CapacityActResult.NotFound, await _rig.Suggest.WithdrawAsync(_rig.Accused, id));
        Assert.Equal(CaseActResult.Done, await _rig.Undo.RunAsync(_rig.Moderator, await _rig.DecisionOfAsync(held)));
        Assert.Equal(before, await _rig.BytesAsync("capacity_suggestion"));
        Assert.False(Assert.Single((await _rig.Suggestions.WaitingAsync(Curator))!).IsHidden);
    }

    [Fact]
    public async Task What_was_removed_is_erased_after_thirty_days()
    {
        await _rig.DecideAsync(await _rig.CaseAsync(SuggestionContent.Kind, await _rig.SuggestedAsync()), DecisionKind.Remove);
        _rig.Clock.Now = TestClock.Start.AddDays(31);
        Assert.Equal(1, await new EraseRemovedCommand(data.Database, _rig.Pair.Index, _rig.Clock).RunAsync());
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM capacity_suggestion")).Single());
    }

    [Fact]
    public async Task A_curator_reports_from_the_list_and_the_maker_reads_what_became_of_it()
    {
        foreach (var (id, name) in new[] { (1001UL, "Sample Member"), (1003UL, "Sample Moderator"), (1018UL, "Sample Curator") })
        {
            await new PersonBuilder { Id = id, Username = name }.InsertAsync(data.Database);
            await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@id, @Version, UTC_TIMESTAMP())", new { id, Consent.Version });
        }
        await data.GrantAsync("Sample Moderator", Role.Moderator);
        await data.GrantAsync("Sample Curator", Role.Curator);
        using var member = await app.OpenAsAsync("member");
        await member.SubmitAsync("/capacities/suggest", "/capacities/suggest", ("_handler", "suggest"), ("Kind", "other"), ("Language", "en"),
            ("Reason", "Something <i>rude"), ("Key", $"{Guid.NewGuid()}"));
        var suggestion = (await data.QueryAsync<ulong>("SELECT id FROM capacity_suggestion")).Single();
        var report = $"/report?thing=suggestion&key={suggestion}";
        using var curator = await app.OpenAsAsync("curator");
        Assert.Contains($"name=\"Key\" value=\"{suggestion}\"", await curator.TextAsync("/capacities/manage/suggestions"), StringComparison.Ordinal);
        Assert.Contains("Something &lt;i&gt;rude", await curator.TextAsync(report), StringComparison.Ordinal);
        using var visitor = app.Open();
        foreach (var other in new[] { visitor, member }) Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(report)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await curator.ReportAsync(app.Clock, "suggestion", $"{suggestion}")).StatusCode);
        using var moderator = await app.OpenAsAsync("moderator");
        Assert.Contains("A suggestion for the capacity tree", await moderator.TextAsync("/moderation"), StringComparison.Ordinal);
        var held = $"/moderation/cases/{(await data.QueryAsync<ulong>("SELECT id FROM moderation_case")).Single()}";
        await moderator.SubmitAsync($"{held}/claim", held);
        await moderator.SubmitAsync(held, held, ("_handler", "decide"), ("Kind", "hide"), ("Reason", "Say it kindly"), ("ReasonLanguage", "en"));
        Assert.DoesNotContain("Something", await curator.TextAsync("/capacities/manage/suggestions"), StringComparison.Ordinal);
        Assert.Contains("Moderators hid this", await member.TextAsync("/capacities/suggestions"), StringComparison.Ordinal);
        Assert.Contains("Say it kindly", await member.TextAsync($"/decisions/{(await data.QueryAsync<ulong>("SELECT id FROM decision")).Single()}"),
            StringComparison.Ordinal);
    }
}
