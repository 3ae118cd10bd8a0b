using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Moderators cannot handle cases of people with whom they have an exchange. A mere proposal or invitation excludes no moderator.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ConflictTests(DatabaseFixture data) : IAsyncLifetime
{
    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("proposed", true)]
    [InlineData("declined", true)]
    [InlineData("withdrawn", true)]
    [InlineData("expired", true)]
    [InlineData("accepted", false)]
    [InlineData("under-way", false)]
    [InlineData("called-off", false)]
    [InlineData("documented", false)]
    public async Task A_moderator_is_in_no_conflict_by_what_was_only_asked_of_them(string state, bool isFree)
    {
        var id = await _rig.CaseOfPersonAsync();
        await ProposeToAsync(_rig.Accused, _rig.Moderator, state);
        Assert.Equal(isFree, await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId) is not null);
        Assert.Equal(isFree ? CaseActResult.Done : CaseActResult.NotFound, await _rig.Handle.ClaimAsync(_rig.Moderator, id));
    }

    [Fact]
    public async Task An_invitation_puts_no_moderator_out_of_the_way()
    {
        var (_, slug) = await new OrganizationBuilder { Name = "Reported group" }.Having(_rig.Accused.PersonId, "manager")
            .Having(_rig.Moderator.PersonId, "invited").Having(_rig.Second.PersonId, "said").InsertAsync(data);
        var happening = await new EventBuilder().By(_rig.Accused.PersonId, _rig.Second.PersonId).Inviting(_rig.Moderator.PersonId).InsertAsync(data);
        foreach (var id in new[] { await _rig.CaseAsync(OrganizationContent.Kind, slug), await _rig.CaseAsync(EventContent.Kind, happening) })
        {
            Assert.NotNull(await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId));
            Assert.Null(await _rig.Cases.RunAsync(id, _rig.Second.PersonId));
        }
    }

    [Fact]
    public async Task A_moderator_handles_nothing_of_an_organization_that_theirs_has_an_exchange_with()
    {
        var (theirs, _) = await new OrganizationBuilder { Name = "Their group" }.Having(_rig.Moderator.PersonId, "manager").InsertAsync(data);
        var (reported, slug) = await new OrganizationBuilder { Name = "Reported group" }.Having(_rig.Accused.PersonId, "manager").InsertAsync(data);
        var id = await _rig.CaseAsync(OrganizationContent.Kind, slug);
        await ProposeToAsync(_rig.Accused, _rig.Second, "under-way");
        await data.ExecuteAsync("""
            UPDATE exchange SET proposer_person_id = NULL, proposer_organization_id = @reported, recipient_person_id = NULL, recipient_organization_id = @theirs
            """, new { reported, theirs });
        Assert.Null(await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId));
        Assert.NotNull(await _rig.Cases.RunAsync(id, _rig.Second.PersonId));
    }

    [Fact]
    public async Task Nobody_handles_anything_for_which_somebody_answers_with_whom_they_have_an_exchange()
    {
        await _rig.DecideAsync(await _rig.CaseOfPersonAsync(), DecisionKind.Advice, _rig.Second);
        await ProposeToAsync(_rig.Moderator, _rig.Accused, "under-way");
        var (group, slug) = await new OrganizationBuilder { Name = "Reported group" }.Having(_rig.Accused.PersonId, "manager")
            .Having(_rig.Stranger.PersonId, "manager").InsertAsync(data);
        var (listing, happening) = (await new ListingBuilder { Organization = group }.InsertAsync(data),
            await new EventBuilder().By(_rig.Stranger.PersonId, _rig.Accused.PersonId).InsertAsync(data));
        foreach (var id in new[] { await _rig.CaseAsync(OrganizationContent.Kind, slug), await _rig.CaseAsync(ListingContent.Kind, $"{listing}"),
            await _rig.CaseAsync(EventContent.Kind, happening) })
        {
            Assert.Null(await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId));
            foreach (var kind in Enum.GetValues<DecisionKind>())
                Assert.Equal(CaseActResult.NotFound,
                    await _rig.DecideAsync(id, kind, until: kind == DecisionKind.SuspendUntil ? "2026-12-31" : "", person: _rig.Stranger.PersonId));
            var other = (await _rig.Cases.RunAsync(id, _rig.Second.PersonId))!;
            Assert.Equal(2, other.Responsible.Count);
            Assert.Contains(other.Earlier, d => d.Kind == DecisionKind.Advice);
            Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Hide, _rig.Second));
        }
    }

    [Fact]
    public async Task Nobody_reads_earlier_decisions_of_somebody_with_whom_they_have_an_exchange()
    {
        var (_, slug) = await new OrganizationBuilder { Name = "Reported group" }.Having(_rig.Accused.PersonId, "manager")
            .Having(_rig.Stranger.PersonId, "manager").InsertAsync(data);
        await _rig.DecideAsync(await _rig.CaseAsync(OrganizationContent.Kind, slug), DecisionKind.Advice, _rig.Second, person: _rig.Accused.PersonId);
        await data.ExecuteAsync("UPDATE organization_person SET standing = 'member' WHERE person_id = @PersonId", new { _rig.Accused.PersonId });
        await ProposeToAsync(_rig.Moderator, _rig.Accused, "under-way");
        var id = await _rig.CaseAsync(OrganizationContent.Kind, slug);
        Assert.Empty((await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!.Earlier);
        Assert.Single((await _rig.Cases.RunAsync(id, _rig.Second.PersonId))!.Earlier);
    }

    [Fact]
    public async Task Nobody_uses_up_the_appeal_of_another_manager()
    {
        var (_, slug) = await new OrganizationBuilder { Name = "Reported group" }.Having(_rig.Accused.PersonId, "manager")
            .Having(_rig.Stranger.PersonId, "manager").InsertAsync(data);
        var id = await _rig.CaseAsync(OrganizationContent.Kind, slug);
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Suspend, person: _rig.Accused.PersonId));
        var decision = await _rig.DecisionOfAsync(id);
        Assert.Null(await _rig.Mine.OneAsync(decision, _rig.Stranger.PersonId));
        Assert.Equal(CaseActResult.NotFound, await _rig.Appeals.RunAsync(_rig.Stranger, decision, "For them", "en"));
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(_rig.Accused, decision, "Look again", "en"));
        // Hiding the organization concerns all its managers.
        var next = await _rig.CaseAsync(OrganizationContent.Kind, slug);
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(next, DecisionKind.Hide, person: _rig.Accused.PersonId));
        Assert.NotNull(await _rig.Mine.OneAsync(await _rig.DecisionOfAsync(next), _rig.Stranger.PersonId));
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(_rig.Stranger, await _rig.DecisionOfAsync(next), "It is fine", "en"));
        var happening = await _rig.CaseAsync(EventContent.Kind,
            await new EventBuilder().By(_rig.Accused.PersonId, _rig.Stranger.PersonId).Inviting(_rig.Second.PersonId).InsertAsync(data));
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(happening, DecisionKind.Remove, person: _rig.Accused.PersonId));
        var removed = await _rig.DecisionOfAsync(happening);
        Assert.NotNull(await _rig.Mine.OneAsync(removed, _rig.Stranger.PersonId));
        Assert.Null(await _rig.Mine.OneAsync(removed, _rig.Second.PersonId));
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(_rig.Stranger, removed, "It is fine, too", "en"));
    }

    private async Task ProposeToAsync(Actor one, Actor other, string state)
    {
        Assert.IsType<ProposalMade>(await _rig.Pair.Propose.RunAsync(one, _rig.Pair.Proposal() with { RecipientId = other.PersonId }));
        await data.ExecuteAsync("UPDATE exchange SET state = @state", new { state });
    }
}
