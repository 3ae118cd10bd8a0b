using CapX.Data.Content;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Everyone can report what they can see, and reporting reveals nothing more.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ReportTests(DatabaseFixture data) : IAsyncLifetime
{
    // Stands for half of a surrogate pair, which a test argument cannot contain.
    private const string HalfAPair = "half a pair";
    private static readonly byte[] Cookie = new byte[32];
    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_report_at_the_very_moment_of_the_erasure_reaches_the_moderators()
    {
        Task<ReportResult> reporting = null!;
        await data.Database.WriteAsync(async transaction =>
        {
            var values = new { _rig.Accused.PersonId };
            await Dapper.SqlMapper.ExecuteAsync(transaction.Connection!, "SELECT id FROM person WHERE id = @PersonId FOR UPDATE", values, transaction);
            reporting = _rig.Report.RunAsync(new Reporter { Actor = _rig.Reporter }, ModerationRig.Form(PersonContent.Kind, "Answering Person"));
            // By now the report has read the account and is waiting for its lock.
            Thread.Sleep(700);
            return await Dapper.SqlMapper.ExecuteAsync(transaction.Connection!, "DELETE FROM person WHERE id = @PersonId", values, transaction);
        });
        Assert.IsType<Reported>(await reporting);
        Assert.Single((await _rig.Queue.RunAsync(_rig.Moderator.PersonId, isOpen: true, 1))!.Value.Items);
    }

    [Fact]
    public async Task Evidence_stays_as_it_was_when_the_thing_changes()
    {
        var listing = await new ListingBuilder { Person = _rig.Accused.PersonId, Title = "Before" }.With(f => f with { Text = "The old text" })
            .InsertAsync(data);
        var id = await _rig.CaseAsync(ListingContent.Kind, listing);
        await data.ExecuteAsync("UPDATE listing SET title = 'After', text = 'New'");
        var report = Assert.Single((await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!.Reports);
        Assert.Equal([new ContentPart("title", "Before", "en"), new ContentPart("text", "The old text", "en")], report.Evidence);
    }

    [Fact]
    public async Task Reports_of_one_thing_are_one_case_until_it_is_decided_and_a_threat_raises_it()
    {
        var first = await _rig.CaseOfPersonAsync();
        Assert.Equal(first, await _rig.CaseAsync(PersonContent.Kind, "Answering_Person", ReportReason.Threats, _rig.Stranger));
        var other = await _rig.CaseAsync(ListingContent.Kind, await new ListingBuilder { Person = _rig.Accused.PersonId }.InsertAsync(data));
        var (rows, total) = (await _rig.Queue.RunAsync(_rig.Moderator.PersonId, isOpen: true, 1))!.Value;
        Assert.Equal(2, total);
        Assert.Equal([first, other], rows.Select(r => r.Id));
        Assert.Equal((true, 2L), (rows[0].IsEmergency, rows[0].Reports));
        await _rig.DecideAsync(first, DecisionKind.NoAction);
        Assert.NotEqual(first, await _rig.CaseAsync(PersonContent.Kind, "Answering Person", by: _rig.Steward));
    }

    [Fact]
    public async Task A_visitor_reports_what_is_public_and_finds_the_report_again_by_the_cookie_alone()
    {
        var visitor = new Reporter { Visitor = Cookie };
        var made = (Reported)await _rig.Report.RunAsync(visitor, ModerationRig.Form(PersonContent.Kind, "Answering Person"));
        Assert.Equal(ReportState.Received, (await _rig.Reports.OneAsync(made.Key, null, Cookie))!.State);
        Assert.Null(await _rig.Reports.OneAsync(made.Key, null, null));
        Assert.Null(await _rig.Reports.OneAsync(made.Key, _rig.Stranger.PersonId, [1]));
        var hidden = await new ListingBuilder { Person = _rig.Accused.PersonId }.With(f => f with { IsPublic = false }).InsertAsync(data);
        Assert.Equal(new ReportRefused(ReportRefusal.NotFound), await _rig.Report.RunAsync(visitor, ModerationRig.Form(ListingContent.Kind, hidden)));
        Assert.Equal(new ReportRefused(ReportRefusal.SignedOut),
            await _rig.Report.RunAsync(new Reporter(), ModerationRig.Form(PersonContent.Kind, "Answering Person")));
    }

    [Fact]
    public async Task A_visitor_sends_a_few_a_day_and_a_form_counts_once()
    {
        var visitor = new Reporter { Visitor = Cookie };
        var form = ModerationRig.Form(PersonContent.Kind, "Answering Person");
        var first = await _rig.Report.RunAsync(visitor, form);
        Assert.Equal(first, await _rig.Report.RunAsync(visitor, form));
        for (var sent = 1; sent < ReportCommand.MostOfVisitorADay;
            sent++) Assert.IsType<Reported>(await _rig.Report.RunAsync(visitor, ModerationRig.Form(PersonContent.Kind, "Stranger")));
        Assert.Equal(new ReportRefused(ReportRefusal.TooMany), await _rig.Report.RunAsync(visitor, ModerationRig.Form(PersonContent.Kind, "Stranger")));
        _rig.Clock.Now = TestClock.Start.AddDays(1).AddMinutes(1);
        Assert.IsType<Reported>(await _rig.Report.RunAsync(visitor, ModerationRig.Form(PersonContent.Kind, "Stranger")));
    }

    [Fact]
    public async Task Somebody_whose_page_is_hidden_can_be_reported_and_nobody_learns_whether_there_is_one()
    {
        await data.ExecuteAsync("UPDATE person SET visibility = 'hidden', about = 'A secret' WHERE username = 'Answering Person'");
        foreach (var name in new[] { "Answering Person", "Nobody At All" })
        {
            var id = await _rig.CaseAsync(PersonContent.Kind, name);
            var report = Assert.Single((await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!.Reports);
            Assert.Equal([new ContentPart("username", name, null)], report.Evidence);
            Assert.Equal(report.Evidence,
                await new ReportedQuery(data.Database, _rig.Clock).RunAsync(new ReportAbout(PersonContent.Kind, name), CapX.Data.Viewer.Anonymous));
        }
    }

    [Fact]
    public async Task A_message_is_reported_by_who_received_it_and_by_nobody_else()
    {
        var exchange = await _rig.Pair.ProposedAsync();
        var message = (await data.QueryAsync<ulong>("SELECT id FROM exchange_message WHERE exchange_id = @exchange", new { exchange })).Single();
        foreach (var other in new[] { _rig.Pair.Proposer, _rig.Stranger, _rig.Moderator })
            Assert.Equal(new ReportRefused(ReportRefusal.NotFound),
                await _rig.Report.RunAsync(new Reporter { Actor = other }, ModerationRig.Form(MessageContent.Kind, message)));
        Assert.Equal(new ReportRefused(ReportRefusal.NotFound),
            await _rig.Report.RunAsync(new Reporter { Visitor = Cookie }, ModerationRig.Form(MessageContent.Kind, message)));
        var id = await _rig.CaseAsync(MessageContent.Kind, message, by: _rig.Pair.Recipient);
        Assert.Equal(["message", "hope", "gives"], (await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!.Reports.Single().Evidence.Select(p => p.Part));
    }

    [Theory]
    [InlineData("nonsense", "text")]
    [InlineData("flagged", "text")]
    [InlineData("", "text")]
    [InlineData("insults", HalfAPair)]
    public async Task Rubbish_is_refused(string reason, string text)
    {
        var outcome = await _rig.Report.RunAsync(new Reporter { Actor = _rig.Reporter },
            ModerationRig.Form(PersonContent.Kind, "Answering Person", reason) with { Text = text == HalfAPair ? "\ud800" : text });
        Assert.IsType<ReportRefused>(outcome);
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM moderation_case")).Single());
    }

    [Fact]
    public async Task One_cannot_report_oneself_nor_after_signing_out()
    {
        Assert.Equal(new ReportRefused(ReportRefusal.Own),
            await _rig.Report.RunAsync(new Reporter { Actor = _rig.Accused }, ModerationRig.Form(PersonContent.Kind, "Answering Person")));
        await data.ExecuteAsync("DELETE FROM session");
        Assert.Equal(new ReportRefused(ReportRefusal.SignedOut),
            await _rig.Report.RunAsync(new Reporter { Actor = _rig.Reporter }, ModerationRig.Form(PersonContent.Kind, "Answering Person")));
    }

    [Fact]
    public async Task A_word_of_the_list_brings_a_profile_before_the_moderators_once_and_changes_nothing()
    {
        Assert.Equal(CaseActResult.Done, await new FlagWordCommand(data.Database, _rig.Clock).AddAsync(_rig.Moderator, "Bádword\nanother thing"));
        Assert.Equal(CaseActResult.NotFound, await new FlagWordCommand(data.Database, _rig.Clock).AddAsync(_rig.Steward, "mine"));
        var save = new SaveProfileCommand(data.Database, data.Vocabulary, _rig.Pair.Index, _rig.Clock);
        var form = new ProfileForm { About = "A BADWORDS text", AboutLanguage = "en", Visibility = ProfileVisibility.Public };
        var saved = Assert.IsType<FormSaved>(await save.RunAsync(_rig.Accused, form, 1));
        Assert.IsType<FormSaved>(await save.RunAsync(_rig.Accused, form with { About = "A badword again" }, saved.Version));
        var row = Assert.Single((await _rig.Queue.RunAsync(_rig.Moderator.PersonId, isOpen: true, 1))!.Value.Items);
        Assert.Equal([ReportReason.Flagged], row.Reasons);
        Assert.Equal(1, row.Reports);
        Assert.Equal(["A badword again"], await data.QueryAsync<string>("SELECT about FROM person WHERE username = 'Answering Person'"));
        Assert.Empty((await new NoticesQuery(data.Database, _rig.Clock).RunAsync(_rig.Accused.PersonId, 1)).Items);
    }
}
