using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.Search;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>The permissions to act on an organization, from the proposal to a merge.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OrganizationTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly LiveUpdates _news = new();
    private Actor _manager = null!;
    private Actor _other = null!;
    private Actor _curator = null!;

    private ProposeOrganizationCommand Propose => new(fixture.Database, fixture.Vocabulary, _clock);
    private SaveOrganizationCommand Save => new(fixture.Database, fixture.Vocabulary, _clock);
    private ConfirmOrganizationCommand Confirm => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private OrganizationPeopleCommand People => new(fixture.Database, _news, _clock);
    private OrganizationQuery Query => new(fixture.Database, _clock);
    private FindOrganizationsQuery Find => new(fixture.Database, new CatalogueQuery(fixture.Database, _clock));

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        async Task<Actor> AddAsync(string name, string visibility = "public") =>
            await fixture.OpenSessionAsync(await new PersonBuilder { Username = name, Visibility = visibility }.InsertAsync(fixture.Database),
                TestClock.Start.AddYears(1));
        (_manager, _other, _curator) = (await AddAsync("Sample Manager"), await AddAsync("Sample Other", "hidden"), await AddAsync("Sample Curator"));
        await fixture.GrantAsync("Sample_Curator", Role.Curator);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_is_proposed_is_seen_by_its_managers_and_by_curators_until_a_curator_confirms_it()
    {
        var id = await ProposedAsync();
        Assert.NotNull(await Query.RunAsync("sample-user-group", Viewer.Member(_manager.PersonId)));
        Assert.NotNull(await Query.RunAsync("sample-user-group", Viewer.Member(_curator.PersonId)));
        Assert.Null(await Query.RunAsync("sample-user-group", Viewer.Member(_other.PersonId)));
        Assert.Null(await Query.RunAsync("sample-user-group", Viewer.Anonymous));
        Assert.Equal(0, (await FoundAsync()).Total);

        Assert.Equal(OrganizationActResult.NotFound, await Confirm.ConfirmAsync(_manager, id));
        Assert.Equal(OrganizationActResult.Done, await Confirm.ConfirmAsync(_curator, id));
        Assert.Equal(OrganizationActResult.NotNow, await Confirm.ConfirmAsync(_curator, id));

        var found = Assert.Single((await FoundAsync()).Items);
        Assert.Equal(("sample-user-group", OrganizationState.Confirmed, "Grupo de exemplo"), (found.Slug, found.State, found.Name(["pt-br", "en"]).Name));
        Assert.Equal(["openrefine"], found.Knows);
        Assert.Equal([OrganizationNotice.Change], await NoticesOfAsync(_manager));
    }

    [Fact]
    public async Task Only_who_speaks_for_it_and_curators_save_and_a_stale_save_says_what_is_stored()
    {
        var id = await ProposedAsync();
        Assert.IsType<FormNotFound>(await Save.RunAsync(_other, id, Form(), 1));
        Assert.IsType<FormNotFound>(await Save.RunAsync(_manager, id + 1000, Form(), 1));
        Assert.Equal(2u, Assert.IsType<OrganizationSaved>(await Save.RunAsync(_manager, id, Form() with { Type = "chapter" }, 1)).Version);
        Assert.Equal("chapter", Assert.IsType<FormStale<OrganizationForm>>(await Save.RunAsync(_curator, id, Form(), 1)).Current.Type);
        // The client sends the same save again because the first response was lost.
        Assert.Equal(2u, Assert.IsType<OrganizationSaved>(await Save.RunAsync(_manager, id, Form() with { Type = "chapter" }, 1)).Version);
        Assert.IsType<OrganizationSaved>(await Save.RunAsync(_curator, id, Form() with { Type = "partner" }, 2));
    }

    [Fact]
    public async Task The_history_shows_each_save_to_managers_only_and_restores_it()
    {
        var id = await ProposedAsync();
        await Save.RunAsync(_manager, id, Form() with { Names = [new("en", "Vandalized")], Offers = [] }, 1);
        var history = new OrganizationHistoryQuery(fixture.Database, _clock);
        Assert.Empty(await history.RunAsync("sample-user-group", Viewer.Member(_other.PersonId)));
        Assert.Empty(await history.RunAsync("sample-user-group", Viewer.Anonymous));
        var entries = await history.RunAsync("sample-user-group", Viewer.Member(_manager.PersonId));
        Assert.Equal([OrganizationChange.Saved, OrganizationChange.Proposed], entries.Select(e => e.What));

        Assert.IsType<FormNotFound>(await Save.RestoreAsync(_other, id, entries[1].Id));
        Assert.IsType<OrganizationSaved>(await Save.RestoreAsync(_manager, id, entries[1].Id));
        var restored = (await Query.RunAsync("sample-user-group", Viewer.Member(_manager.PersonId)))!.Organization;
        Assert.Equal("Sample User Group", restored.Name(["en"]).Name);
        Assert.Equal(["openrefine"], restored.Offers.Select(o => o.Code));
        Assert.Equal(OrganizationChange.Restored, (await history.RunAsync("sample-user-group", Viewer.Member(_curator.PersonId)))[0].What);
    }

    [Fact]
    public async Task Managers_invite_and_the_last_one_cannot_leave_without_handing_over()
    {
        var id = await ProposedAsync();
        Assert.Equal(OrganizationActResult.LastManager, await People.RunAsync(_manager, id, OrganizationAct.Leave));
        Assert.Equal(OrganizationActResult.NobodyOfThatName, await People.RunAsync(_manager, id, OrganizationAct.HandOver, "Sample Other"));
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_manager, id, OrganizationAct.HandOver, "Sample_Curator"));
        Assert.Equal([OrganizationNotice.Invitation], await NoticesOfAsync(_curator));
        Assert.Equal(OrganizationActResult.NotNow, await People.RunAsync(_other, id, OrganizationAct.Accept));
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_curator, id, OrganizationAct.Accept));

        Assert.Equal(OrganizationStanding.Member,
            (await Query.RunAsync("sample-user-group", Viewer.Member(_curator.PersonId)))!.People.Single(p => p.Id == _manager.PersonId).Standing);
        Assert.IsType<FormNotFound>(await Save.RunAsync(_manager, id, Form(), 1));
        Assert.Equal(OrganizationActResult.NotFound, await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample_Curator"));
        Assert.Equal(OrganizationActResult.LastManager, await People.RunAsync(_curator, id, OrganizationAct.Leave));
    }

    [Fact]
    public async Task An_invitation_can_be_declined_and_taken_back()
    {
        var id = await ProposedAsync();
        await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator");
        Assert.Equal(OrganizationActResult.NotNow, await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator"));
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_manager, id, OrganizationAct.Withdraw, "Sample Curator"));
        Assert.Equal(OrganizationActResult.NotNow, await People.RunAsync(_curator, id, OrganizationAct.Accept));
        await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator");
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_curator, id, OrganizationAct.Decline));
        Assert.Equal(OrganizationActResult.NotNow, await People.RunAsync(_curator, id, OrganizationAct.Accept));
    }

    [Fact]
    public async Task Whoever_blocked_the_manager_or_takes_no_requests_is_not_asked()
    {
        var id = await ProposedAsync();
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@Blocker, @Blocked, UTC_TIMESTAMP(6))",
            new { Blocker = _curator.PersonId, Blocked = _manager.PersonId });
        Assert.Equal(OrganizationActResult.NobodyOfThatName, await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator"));
        await fixture.ExecuteAsync("DELETE FROM person_block; UPDATE person SET not_taking_until = @until WHERE username = 'Sample Curator'",
            new { until = TestClock.Start.AddDays(1) });
        Assert.Equal(OrganizationActResult.NobodyOfThatName, await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator"));
        Assert.Empty(await NoticesOfAsync(_curator));
    }

    [Fact]
    public async Task Nobody_invites_without_end()
    {
        var id = await ProposedAsync();
        var people = People;
        var answers = new List<OrganizationActResult>();
        for (var number = 0; number < 31; number++)
        {
            answers.Add(await people.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator"));
            await people.RunAsync(_manager, id, OrganizationAct.Withdraw, "Sample Curator");
        }
        Assert.Equal(30, answers.Count(a => a == OrganizationActResult.Done));
        Assert.Equal(OrganizationActResult.TooOften, answers[^1]);
    }

    [Fact]
    public async Task Two_managers_who_leave_at_once_leave_one()
    {
        var id = await ProposedAsync();
        await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator");
        await People.RunAsync(_curator, id, OrganizationAct.Accept);
        var answers = await Task.WhenAll(People.RunAsync(_manager, id, OrganizationAct.Leave), People.RunAsync(_curator, id, OrganizationAct.Leave));
        Assert.Equal([OrganizationActResult.Done, OrganizationActResult.LastManager], answers.Order());
    }

    [Fact]
    public async Task Who_says_to_be_part_of_it_is_shown_when_a_manager_confirms()
    {
        var id = await ConfirmedAsync();
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_curator, id, OrganizationAct.Say));
        Assert.Contains(OrganizationNotice.Member, await NoticesOfAsync(_manager));
        Assert.Equal([_manager.PersonId], (await Query.RunAsync("sample-user-group", Viewer.Anonymous))!.People.Select(p => p.Id));
        Assert.Equal(OrganizationActResult.NotFound, await People.RunAsync(_other, id, OrganizationAct.ConfirmMember, "Sample Curator"));
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_manager, id, OrganizationAct.ConfirmMember, "Sample Curator"));
        Assert.Equal([_curator.PersonId, _manager.PersonId], (await Query.RunAsync("sample-user-group", Viewer.Anonymous))!.People.Select(p => p.Id));
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_curator, id, OrganizationAct.TakeBack));
        Assert.Equal(OrganizationActResult.NotNow, await People.RunAsync(_curator, id, OrganizationAct.TakeBack));
    }

    [Fact]
    public async Task Members_whom_the_viewer_may_not_see_are_not_named()
    {
        var id = await ConfirmedAsync();
        await People.RunAsync(_other, id, OrganizationAct.Say);
        await People.RunAsync(_manager, id, OrganizationAct.ConfirmMember, "Sample Other");
        Assert.DoesNotContain((await Query.RunAsync("sample-user-group", Viewer.Anonymous))!.People, p => p.Id == _other.PersonId);
        Assert.Contains((await Query.RunAsync("sample-user-group", Viewer.Member(_manager.PersonId)))!.People, p => p.Id == _other.PersonId);
    }

    [Fact]
    public async Task A_merged_one_leads_to_the_other_with_its_people()
    {
        var into = await ConfirmedAsync();
        var id = Id(await Propose.RunAsync(_curator, Form(), Guid.NewGuid()));
        Assert.Equal(OrganizationActResult.NotFound, await Confirm.MergeAsync(_manager, id, "sample-user-group"));
        Assert.Equal(OrganizationActResult.NobodyOfThatName, await Confirm.MergeAsync(_curator, id, "nothing-of-that-name"));
        Assert.Equal(OrganizationActResult.NobodyOfThatName, await Confirm.MergeAsync(_curator, into, "sample-user-group"));
        Assert.Equal(OrganizationActResult.Done, await Confirm.MergeAsync(_curator, id, "sample-user-group"));
        // The duplicate was never confirmed, so its proposer becomes only an unconfirmed member of the other organization.
        var led = await Query.RunAsync("sample-user-group-2", Viewer.Member(_curator.PersonId));
        Assert.Equal(("sample-user-group", OrganizationStanding.Said, 1),
            (led!.Organization.Slug, led.Mine, led.People.Count(p => p.Standing == OrganizationStanding.Manager)));
        Assert.IsType<FormNotFound>(await Save.RunAsync(_curator, id, Form(), 1));
        Assert.Equal(1, (await FoundAsync()).Total);
    }

    [Fact]
    public async Task Whoever_is_blocked_on_the_wiki_or_signed_out_changes_nothing()
    {
        var id = await ConfirmedAsync();
        await fixture.ExecuteAsync("UPDATE person SET blocked = 1 WHERE id = @PersonId", new { _manager.PersonId });
        Assert.Equal(ActorStanding.Blocked, Assert.IsType<FormRefused>(await Save.RunAsync(_manager, id, Form(), 1)).Why);
        Assert.Equal(ActorStanding.Blocked, Assert.IsType<FormRefused>(await Propose.RunAsync(_manager, Form(), Guid.NewGuid())).Why);
        Assert.Equal(OrganizationActResult.Blocked, await People.RunAsync(_manager, id, OrganizationAct.Invite, "Sample Curator"));
        await fixture.ExecuteAsync("DELETE FROM session");
        Assert.Equal(OrganizationActResult.SignedOut, await People.RunAsync(_manager, id, OrganizationAct.Leave));
        Assert.Equal(OrganizationActResult.SignedOut, await Confirm.ConfirmAsync(_curator, id));
    }

    [Fact]
    public async Task A_role_ends_with_its_date()
    {
        var id = await ProposedAsync();
        _clock.Now = TestClock.Start.AddYears(1);
        await fixture.ExecuteAsync("UPDATE session SET expires_at = @later", new { later = TestClock.Start.AddYears(2) });
        Assert.Equal(OrganizationActResult.NotFound, await Confirm.ConfirmAsync(_curator, id));
    }

    private static OrganizationForm Form() => ProposeOrganizationTests.Form();

    private async Task<ulong> ProposedAsync() => Id(await Propose.RunAsync(_manager, Form(), Guid.NewGuid()));

    private async Task<ulong> ConfirmedAsync()
    {
        var id = await ProposedAsync();
        await Confirm.ConfirmAsync(_curator, id);
        return id;
    }

    private ulong Id(SaveResult outcome) =>
        fixture.QueryAsync<ulong>("SELECT id FROM organization WHERE slug = @Slug", new { Assert.IsType<OrganizationSaved>(outcome).Slug }).Result[0];

    private Task<CataloguePage<OrganizationFound>> FoundAsync() => Find.RunAsync(new CatalogueFilter { Kind = OrganizationContent.Kind }, Viewer.Anonymous);

    private Task<List<string>> NoticesOfAsync(Actor actor) =>
        fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @PersonId ORDER BY id", new { actor.PersonId });
}
