using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Editing;

/// <summary>Drafts are kept only for forms that their author may save, and only up to a limit for each person.</summary>
[Collection(SharedDatabase.Name)]
public sealed class DraftLimitTests(DatabaseFixture data) : IAsyncLifetime
{
    private Pair _pair = null!;

    private SaveDraftCommand Save => new(data.Database, _pair.Clock);

    public async Task InitializeAsync() => _pair = await Pair.MakeAsync(data);

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_draft_is_kept_for_who_may_save_the_form_and_for_nobody_else()
    {
        var mine = _pair.Proposer.PersonId;
        var forms = new[]
        {
            SaveListingCommand.DraftName(await new ListingBuilder { Person = mine }.InsertAsync(data)),
            SaveEventCommand.DraftName(await new EventBuilder().By(mine).InsertAsync(data)),
            SaveOrganizationCommand.DraftName((await new OrganizationBuilder().Having(mine, "manager").InsertAsync(data)).Id),
            SendMessageCommand.DraftPrefix + await _pair.ProposedAsync(),
        };
        foreach (var form in forms)
        {
            Assert.Equal(SaveDraftResult.Refused, await Save.RunAsync(_pair.Stranger, form, "text"));
            Assert.Empty(await data.QueryAsync<string>("SELECT form FROM draft WHERE form = @form", new { form }));
            Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, form, "text"));
        }
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Recipient, forms[3], "text"));
        await data.ExecuteAsync("UPDATE exchange SET state = 'declined'");
        Assert.Equal(SaveDraftResult.Refused, await Save.RunAsync(_pair.Proposer, forms[3], "other"));
    }

    [Theory]
    [InlineData("message-9000000")]
    [InlineData("listing-9000000")]
    [InlineData("event-9000000")]
    [InlineData("organization-9000000")]
    [InlineData("message-new")]
    [InlineData("message-")]
    [InlineData("listing-01")]
    [InlineData("listing-+1")]
    [InlineData("Profile")]
    [InlineData("profile-1")]
    [InlineData("anything")]
    [InlineData("")]
    public async Task There_is_no_draft_of_a_form_that_is_not_there(string form)
    {
        await new ListingBuilder { Person = _pair.Proposer.PersonId }.InsertAsync(data);
        Assert.Equal(SaveDraftResult.Refused, await Save.RunAsync(_pair.Proposer, form, "text"));
        Assert.Empty(await data.QueryAsync<string>("SELECT form FROM draft"));
    }

    [Theory]
    [InlineData(ProfileForm.DraftName)]
    [InlineData(SaveListingCommand.NewDraftName)]
    [InlineData(SaveEventCommand.NewDraftName)]
    [InlineData(ProposeOrganizationCommand.DraftName)]
    public async Task What_is_new_can_be_drafted(string form) => Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, form, "text"));

    [Fact]
    public async Task Fifty_drafts_of_a_person_are_kept_and_no_more_and_none_goes_by_itself()
    {
        await KeepAsync(_pair.Proposer, SaveDraftCommand.MostDrafts - 1, "text");
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, ProfileForm.DraftName, "fiftieth"));
        Assert.Equal(SaveDraftResult.Full, await Save.RunAsync(_pair.Proposer, SaveEventCommand.NewDraftName, "one more"));
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, ProfileForm.DraftName, "the fiftieth, changed"));
        Assert.Equal(SaveDraftCommand.MostDrafts, (await data.QueryAsync<long>("SELECT COUNT(*) FROM draft")).Single());
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Recipient, SaveEventCommand.NewDraftName, "another person's"));
        await new DropDraftCommand(data.Database, _pair.Clock).RunAsync(_pair.Proposer, "listing-1000001");
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, SaveEventCommand.NewDraftName, "one more"));
    }

    [Fact]
    public async Task All_drafts_of_a_person_together_are_a_megabyte_at_most()
    {
        // Each letter takes two bytes, because the limit counts bytes.
        var half = new string('ä', SaveDraftCommand.MostBytes / 4);
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, ProfileForm.DraftName, half));
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, SaveEventCommand.NewDraftName, half));
        Assert.Equal(SaveDraftResult.Full, await Save.RunAsync(_pair.Proposer, SaveListingCommand.NewDraftName, "x"));
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, ProfileForm.DraftName, half[1..]));
        Assert.Equal(SaveDraftResult.Kept, await Save.RunAsync(_pair.Proposer, SaveListingCommand.NewDraftName, "x"));
    }

    [Fact]
    public async Task Drafts_sent_at_once_do_not_pass_the_limit_together()
    {
        await KeepAsync(_pair.Proposer, SaveDraftCommand.MostDrafts - 1, "text");
        var save = Save;
        string[] forms = [ProfileForm.DraftName, SaveListingCommand.NewDraftName, SaveEventCommand.NewDraftName, ProposeOrganizationCommand.DraftName];
        var outcomes = await Task.WhenAll(forms.Select(form => save.RunAsync(_pair.Proposer, form, "text")));
        Assert.Equal([SaveDraftResult.Kept, SaveDraftResult.Full, SaveDraftResult.Full, SaveDraftResult.Full], outcomes.Order());
        Assert.Equal(SaveDraftCommand.MostDrafts, (await data.QueryAsync<long>("SELECT COUNT(*) FROM draft")).Single());
    }

    private Task<int> KeepAsync(Actor actor, int count, string body) => data.ExecuteAsync(
        """
        INSERT INTO draft (person_id, form, body, saved_at) SELECT @PersonId, CONCAT('listing-', 1000000 + seq), @body, @Start FROM seq_1_to_50
         WHERE seq <= @count
        """, new { actor.PersonId, body, count, TestClock.Start });
}
