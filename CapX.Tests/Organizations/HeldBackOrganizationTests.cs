using CapX.Data;
using CapX.Data.Organizations;
using CapX.Data.SignIn;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>What moderators hold back is between them and who speaks for it: curators leave it as it is, and nobody else gets to see it.</summary>
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
        (_id, _) = await new OrganizationBuilder { Name = "Held Group" }.Having(Manager.PersonId, "manager").Having(_pair.Recipient.PersonId, "invited").Having(_pair.Stranger.PersonId, "said").InsertAsync(data);
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
        Assert.IsType<OrganizationNotFound>(await Save.RunAsync(_curator, _id, form, 1));
        Assert.Equal(OrganizationActed.NotNow, await Confirm.ConfirmAsync(_curator, _id));
        Assert.Equal(OrganizationActed.NotNow, await Confirm.MergeAsync(_curator, _id, "other-group"));
        Assert.Equal(OrganizationActed.NotNow, await Remove.RunAsync(_curator, _id, "Gone"));
        foreach (var act in new[] { OrganizationAct.Invite, OrganizationAct.ConfirmMember }) Assert.Equal(OrganizationActed.NotFound, await People.RunAsync(_curator, _id, act, "Stranger"));
        Assert.Equal([state], await data.QueryAsync<string>("SELECT state FROM organization WHERE id = @_id", new { _id }));
    }

    [Fact]
    public async Task What_is_hidden_spreads_no_further()
    {
        Assert.NotNull(await ShownToAsync(_pair.Recipient));
        await HoldAsync("hidden");
        foreach (var act in new[] { OrganizationAct.Invite, OrganizationAct.HandOver }) Assert.Equal(OrganizationActed.NotFound, await People.RunAsync(Manager, _id, act, "Stranger"));
        Assert.Equal(OrganizationActed.NotNow, await People.RunAsync(_pair.Recipient, _id, OrganizationAct.Accept));
        foreach (var other in new[] { _pair.Recipient, _pair.Stranger }) Assert.Null(await ShownToAsync(other));
        Assert.NotNull(await ShownToAsync(Manager));
        Assert.False((await ShownToAsync(_curator))!.MayEdit);
        Assert.Equal(OrganizationActed.Done, await People.RunAsync(_pair.Recipient, _id, OrganizationAct.Decline));
    }

    [Fact]
    public async Task Nobody_confirms_what_they_speak_for_themselves()
    {
        var (mine, _) = await new OrganizationBuilder { Name = "My Group", State = OrganizationState.Proposed }.Having(_curator.PersonId, "manager").InsertAsync(data);
        Assert.Equal(OrganizationActed.NotFound, await Confirm.ConfirmAsync(_curator, mine));
        await data.GrantAsync("Stranger", Role.Curator);
        Assert.Equal(OrganizationActed.Done, await Confirm.ConfirmAsync(_pair.Stranger, mine));
    }

    private Task<int> HoldAsync(string state) => data.ExecuteAsync("UPDATE organization SET state = @state WHERE id = @_id", new { state, _id });

    private Task<OrganizationShown?> ShownToAsync(Actor actor) => Query.RunAsync("held-group", Viewer.Member(actor.PersonId));
}
