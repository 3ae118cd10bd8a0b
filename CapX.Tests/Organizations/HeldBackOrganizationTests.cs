using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>Only moderators and its managers deal with an organization that moderators hide: curators cannot change it, and no one else sees it.</summary>
[Collection(SharedDatabase.Name)]
public sealed class HeldBackOrganizationTests(DatabaseFixture data) : IAsyncLifetime
{
    private Pair _pair = null!;
    private Actor _curator = null!;
    private ulong _id;

    private Actor Manager => _pair.Proposer;
    private SaveOrganizationCommand Save => new(data.Database, data.Vocabulary, _pair.Clock);
    private ConfirmOrganizationCommand Confirm => new(data.Database, data.Vocabulary, _pair.News, _pair.Clock);
    private RemoveOrganizationCommand Remove => new(data.Database, _pair.News, _pair.Clock);
    private OrganizationPeopleCommand People => new(data.Database, _pair.News, _pair.Clock);
    private OrganizationQuery Query => new(data.Database, _pair.Clock);

    public async Task InitializeAsync()
    {
        _pair = await Pair.MakeAsync(data);
        _curator = await data.OpenSessionAsync(await new PersonBuilder { Username = "Sample Curator" }.InsertAsync(data.Database), TestClock.Start.AddYears(1));
        await data.GrantAsync("Sample Curator", Role.Curator);
        (_id, _) = await new OrganizationBuilder { Name = "Held Group" }.Having(Manager.PersonId, "manager").Having(_pair.Recipient.PersonId, "invited")
            .Having(_pair.Stranger.PersonId, "said").InsertAsync(data);
        await new OrganizationBuilder { Name = "Other Group" }.InsertAsync(data);
    }

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("withheld")]
    public async Task Curators_leave_alone_what_moderators_hold_back(string state)
    {
        await HoldAsync(state);
        var form = new OrganizationForm { Type = "user-group", Names = [new OrganizationName("en", "Renamed")] };
        Assert.IsType<FormNotFound>(await Save.RunAsync(_curator, _id, form, 1));
        // For curators a withheld organization does not exist.
        var said = state == "hidden" ? OrganizationActResult.NotNow : OrganizationActResult.NotFound;
        Assert.Equal(said, await Confirm.ConfirmAsync(_curator, _id));
        Assert.Equal(said, await Confirm.MergeAsync(_curator, _id, "other-group"));
        Assert.Equal(said, await Remove.RunAsync(_curator, _id, "Gone"));
        foreach (var act in new[] { OrganizationAct.Invite, OrganizationAct.ConfirmMember })
            Assert.Equal(OrganizationActResult.NotFound, await People.RunAsync(_curator, _id, act, "Stranger"));
        Assert.Equal([state], await data.QueryAsync<string>("SELECT state FROM organization WHERE id = @_id", new { _id }));
    }

    [Fact]
    public async Task What_is_hidden_spreads_no_further()
    {
        Assert.NotNull(await ShownToAsync(_pair.Recipient));
        await HoldAsync("hidden");
        foreach (var act in new[] { OrganizationAct.Invite, OrganizationAct.HandOver })
            Assert.Equal(OrganizationActResult.NotFound, await People.RunAsync(Manager, _id, act, "Stranger"));
        Assert.Equal(OrganizationActResult.NotNow, await People.RunAsync(_pair.Recipient, _id, OrganizationAct.Accept));
        foreach (var other in new[] { _pair.Recipient, _pair.Stranger }) Assert.Null(await ShownToAsync(other));
        Assert.NotNull(await ShownToAsync(Manager));
        Assert.False((await ShownToAsync(_curator))!.MayEdit);
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_pair.Recipient, _id, OrganizationAct.Decline));
    }

    [Fact]
    public async Task Nobody_confirms_what_they_speak_for_themselves()
    {
        var (mine, _) = await new OrganizationBuilder { Name = "My Group", State = OrganizationState.Proposed }.Having(_curator.PersonId, "manager")
            .InsertAsync(data);
        Assert.Equal(OrganizationActResult.NotFound, await Confirm.ConfirmAsync(_curator, mine));
        await data.GrantAsync("Stranger", Role.Curator);
        Assert.Equal(OrganizationActResult.Done, await Confirm.ConfirmAsync(_pair.Stranger, mine));
    }

    private Task<int> HoldAsync(string state) => data.ExecuteAsync("UPDATE organization SET state = @state WHERE id = @_id", new { state, _id });

    private Task<OrganizationShown?> ShownToAsync(Actor actor) => Query.RunAsync("held-group", Viewer.Member(actor.PersonId));

    [Fact]
    public async Task A_notice_names_only_what_its_reader_sees_and_a_former_manager_keeps_none()
    {
        await data.ExecuteAsync("UPDATE organization_person SET standing = 'manager' WHERE person_id = @PersonId", new { _pair.Recipient.PersonId });
        var listing = await new ListingBuilder { Organization = _id, Title = "Their listing" }.InsertAsync(data);
        foreach (var who in new[] { _pair.Recipient, _pair.Stranger })
            await data.ExecuteAsync("""
                INSERT INTO notice (person_id, kind, content_id, made_at, due_at)
                 VALUES (@PersonId, 'organization-member', @_id, @now, @now), (@PersonId, 'listing-need', @listing, @now, @now)
                """, new { who.PersonId, _id, listing, now = TestClock.Start });
        await HoldAsync("hidden");
        Assert.Equal(["Held Group", "Their listing"], await NamesAsync(_pair.Recipient));
        Assert.Equal([null, null], await NamesAsync(_pair.Stranger));
        await HoldAsync("confirmed");
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_pair.Recipient, _id, OrganizationAct.Leave));
        Assert.Empty(await NamesAsync(_pair.Recipient));

        async Task<IEnumerable<string?>> NamesAsync(Actor actor) =>
            (await _pair.Notices.RunAsync(actor.PersonId, 1)).Items.Select(n => n.Title).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Who_says_to_be_part_of_it_tells_nobody_across_a_block()
    {
        await data.ExecuteAsync("UPDATE organization_person SET standing = 'manager' WHERE person_id = @PersonId", new { _pair.Recipient.PersonId });
        await _pair.Block.RunAsync(Manager, _curator.PersonId, isBlocked: true);
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_curator, _id, OrganizationAct.Say));
        Assert.Equal([_pair.Recipient.PersonId], await data.QueryAsync<ulong>("SELECT person_id FROM notice WHERE kind = 'organization-member'"));
    }
}
