using CapX.Data.Exchanges;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>The ways in which an exchange with an organization ends.</summary>
public sealed partial class OrganizationPartyTests
{
    [Fact]
    public async Task Nobody_answered_for_thirty_days_and_all_who_proposed_are_told()
    {
        var id = Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(First,
            _pair.Proposal() with { RecipientId = Asking.PersonId, AsOrganizationId = _group })).Id;
        _pair.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, await new ExpireExchangesCommand(fixture.Database, _pair.News, _pair.Clock).RunAsync());
        Assert.Equal(ExchangeState.Expired, await _pair.StateAsync(id));
        foreach (var manager in new[] { First, _second }) Assert.Equal(["change"], await NoticesOfAsync(manager));
        Assert.Equal(["proposal"], await NoticesOfAsync(Asking));
    }

    [Fact]
    public async Task What_came_of_it_is_said_once_for_a_side_and_by_each_who_wants_to()
    {
        var id = await AskedAsync();
        foreach (var action in new[] { ExchangeAction.Accept, ExchangeAction.Start, ExchangeAction.Finish })
            await _pair.Change.RunAsync(First, id, action, null);
        Assert.True(Assert.Single(await List.RunAsync(_second.PersonId, areOver: false)).Waits);
        Assert.Equal(ExchangeActResult.Done, await _pair.Outcome.RunAsync(First, id, new OutcomeForm { Happened = true, Learned = "By the first" }));
        Assert.True(Assert.Single(await List.RunAsync(_second.PersonId, areOver: true)).HasOutcome);
        Assert.False(Assert.Single(await List.RunAsync(Asking.PersonId, areOver: true)).HasOutcome);
        Assert.Equal(ExchangeActResult.Done, await _pair.Outcome.RunAsync(_second, id, new OutcomeForm { Happened = true, Learned = "By the second" }));
        Assert.Equal(["Answering Person", "Second Manager"], (await FindAsync(id, Asking)).Outcomes.Select(o => o.Author).Order());
    }

    [Fact]
    public async Task A_manager_exports_and_erases_what_they_wrote_and_the_organization_stays()
    {
        var id = Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(First,
            _pair.Proposal() with { RecipientId = Asking.PersonId, AsOrganizationId = _group })).Id;
        await _pair.Send.RunAsync(_second, id, "From the second", null, Guid.NewGuid());
        var export = (await new ExportQuery(fixture.Database, _pair.Clock).RunAsync(First.PersonId))!.Of<ExportedExchanges>();
        Assert.Equal(("To clean data", "sample-group", "Asking Person"),
            (export.Exchanges.Single().Hope, export.Exchanges.Single().ForOrganization, export.Exchanges.Single().Other));
        Assert.Equal(["Hello"], export.Messages.Select(m => m.Text));
        var second = (await new ExportQuery(fixture.Database, _pair.Clock).RunAsync(_second.PersonId))!.Of<ExportedExchanges>();
        Assert.Equal((0, "From the second"), (second.Exchanges.Count, second.Messages.Single().Text));
        Assert.Equal("sample-group",
            (await new ExportQuery(fixture.Database, _pair.Clock).RunAsync(Asking.PersonId))!.Of<ExportedExchanges>().Exchanges.Single().OtherOrganization);

        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(fixture.Database, _pair.Index, DatabaseFixture.Hash, _pair.Clock).RunAsync(First, "Answering Person"));
        var left = await FindAsync(id, Asking);
        Assert.Equal((ExchangeState.Proposed, null, null, "Sample Group"), (left.State, left.Hope, left.Gives, left.Other!.Name(["en"])));
        Assert.Equal(["From the second"], left.Messages.Select(m => m.Text));
        Assert.NotNull(await _pair.Query.RunAsync(id, _second.PersonId));
        // After the person deletes their account, the organization keeps its record.
        await new EraseAccountCommand(fixture.Database, _pair.Index, DatabaseFixture.Hash, _pair.Clock).RunAsync(Asking, "Asking Person");
        Assert.Equal((ExchangeState.Declined, null), ((await FindAsync(id, _second)).State, (await FindAsync(id, _second)).Other));
    }

    [Fact]
    public async Task A_merged_organization_takes_its_exchanges_along_and_who_speaks_for_neither_loses_them()
    {
        var curator = await AddAsync("Sample Curator");
        await fixture.GrantAsync("Sample_Curator", Role.Curator);
        var (_, target) = await new OrganizationBuilder { Name = "Target Group" }.Having(First.PersonId, "member").Having(_pair.Stranger.PersonId, "manager")
            .InsertAsync(fixture);
        var id = await AskedAsync();
        Assert.Equal(OrganizationActResult.Done,
            await new ConfirmOrganizationCommand(fixture.Database, fixture.Vocabulary, _pair.News, _pair.Clock).MergeAsync(curator, _group, target));
        Assert.Equal("Target Group", (await FindAsync(id, _second)).Own!.Name(["en"]));
        Assert.Equal("Target Group", (await FindAsync(id, _pair.Stranger)).Own!.Name(["en"]));
        Assert.Null(await _pair.Query.RunAsync(id, First.PersonId));
        Assert.DoesNotContain("proposal", await NoticesOfAsync(First));
    }
}
