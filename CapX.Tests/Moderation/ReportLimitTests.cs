using CapX.Data.Moderation;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Invented reports do not flood the moderators' queue and do not use up anyone else's limit.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ReportLimitTests(DatabaseFixture data) : IAsyncLifetime
{
    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Names_that_nobody_has_are_one_case_which_is_an_emergency_once()
    {
        var first = await _rig.CaseAsync(PersonContent.Kind, "Nobody One");
        foreach (var name in new[] { "Nobody Two", "nobody two", "Nobody Three" })
        {
            Assert.IsType<Reported>(await _rig.Report.RunAsync(new Reporter { Visitor = [1, .. new byte[31]] },
                ModerationRig.Form(PersonContent.Kind, name, ReportReason.Threats)));
            Assert.Equal(first, await _rig.CaseAsync(PersonContent.Kind, name));
        }
        var (rows, total) = (await _rig.Queue.RunAsync(_rig.Moderator.PersonId, isOpen: true, 1))!.Value;
        Assert.Equal((1, true), (total, rows.Single().IsEmergency));
        var reports = (await _rig.Cases.RunAsync(first, _rig.Moderator.PersonId))!.Reports;
        Assert.Equal(["Nobody One", "Nobody Three", "Nobody Two", "nobody two"],
            reports.Select(r => r.Evidence.Single().Text).Distinct().Order(StringComparer.Ordinal));
        // Emergencies come first, so that many reports cannot bury one.
        Assert.Equal([ReportReason.Threats, ReportReason.Threats, ReportReason.Threats], reports.Take(3).Select(r => r.Reason));
        Assert.NotEqual(first, await _rig.CaseOfPersonAsync());
        await _rig.DecideAsync(first, DecisionKind.NoAction);
        Assert.NotEqual(first, await _rig.CaseAsync(PersonContent.Kind, "Nobody One"));
    }

    [Fact]
    public async Task The_case_of_an_erased_account_is_not_the_case_of_names_that_nobody_has()
    {
        var accused = await _rig.CaseOfPersonAsync();
        await data.ExecuteAsync("DELETE FROM session WHERE person_id = @PersonId; UPDATE moderation_case SET person_id = NULL WHERE id = @accused",
            new { _rig.Accused.PersonId, accused });
        Assert.NotEqual(accused, await _rig.CaseAsync(PersonContent.Kind, "Nobody One"));
    }

    [Fact]
    public async Task Visitors_fill_three_quarters_of_their_day_and_the_rest_is_for_emergencies_and_members_are_never_held_up()
    {
        var about = ModerationRig.Form(PersonContent.Kind, "Answering Person");
        Task<ReportResult> ByVisitorAsync(int number, string reason) =>
            _rig.Report.RunAsync(new Reporter { Visitor = [(byte)(number % 256), (byte)(number / 256), .. new byte[30]] },
                about with { Reason = reason, FormKey = Guid.NewGuid() });
        var open = await _rig.CaseOfPersonAsync();
        // One less than the daily limit for ordinary reports, each from a different visitor.
        await data.ExecuteAsync("""
            INSERT INTO report (case_id, visitor, reason, made_at, form_key) SELECT @open, UNHEX(SHA2(seq, 256)), 'insults', @Start, UNHEX(MD5(seq))
             FROM seq_2_to_1000 WHERE seq <= @most
            """,
            new { open, TestClock.Start, most = ReportCommand.MostOrdinaryOfVisitorsADay });
        Assert.IsType<Reported>(await ByVisitorAsync(1, ReportReason.Trolling));
        Assert.Equal(new ReportRefused(ReportRefusal.TooMany), await ByVisitorAsync(2, ReportReason.Trolling));
        Assert.IsType<Reported>(await ByVisitorAsync(2, ReportReason.Threats));

        // The limit applies to invented emergencies too, but members can still report.
        await data.ExecuteAsync("""
            INSERT INTO report (case_id, visitor, reason, made_at, form_key) SELECT @open, UNHEX(SHA2(seq, 256)), 'threats', @Start, UNHEX(MD5(seq))
             FROM seq_1001_to_2000 WHERE seq <= 999 + @rest
            """,
            new { open, TestClock.Start, rest = ReportCommand.MostOfVisitorsADay - ReportCommand.MostOrdinaryOfVisitorsADay });
        Assert.Equal(new ReportRefused(ReportRefusal.TooMany), await ByVisitorAsync(3, ReportReason.Threats));
        Assert.IsType<Reported>(await _rig.Report.RunAsync(new Reporter { Actor = _rig.Stranger }, about with { FormKey = Guid.NewGuid() }));
        Assert.IsType<Reported>(await _rig.Report.RunAsync(new Reporter { Actor = _rig.Stranger },
            about with { FormKey = Guid.NewGuid(), Reason = ReportReason.Threats }));
        _rig.Clock.Now = TestClock.Start.AddDays(1).AddMinutes(1);
        Assert.IsType<Reported>(await ByVisitorAsync(4, ReportReason.Trolling));
    }
}
