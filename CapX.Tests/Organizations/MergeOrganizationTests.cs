using CapX.Data.Exchanges;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>The effects of a merge on exchanges between the two organizations and on their managers.</summary>
[Collection(SharedDatabase.Name)]
public sealed class MergeOrganizationTests(DatabaseFixture data) : IAsyncLifetime
{
    private Pair _pair = null!;

    public async Task InitializeAsync() => _pair = await Pair.MakeAsync(data);

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("proposed", ExchangeState.Withdrawn)]
    [InlineData("under-way", ExchangeState.CalledOff)]
    [InlineData("documented", ExchangeState.Documented)]
    public async Task Nobody_has_an_exchange_with_oneself_after_a_merge(string state, ExchangeState after)
    {
        var (one, _) = await new OrganizationBuilder { Name = "One Group" }.Having(_pair.Proposer.PersonId, "manager").InsertAsync(data);
        var (_, other) = await new OrganizationBuilder { Name = "Other Group" }.Having(_pair.Recipient.PersonId, "manager").InsertAsync(data);
        var target = (await data.QueryAsync<ulong>("SELECT id FROM organization WHERE slug = @other", new { other })).Single();
        var made = Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(_pair.Proposer,
            _pair.Proposal() with { RecipientId = null, OrganizationId = target, AsOrganizationId = one }));
        await data.ExecuteAsync("UPDATE exchange SET state = @state", new { state });
        Assert.Equal(OrganizationActResult.Done, await MergeAsync(one, other));
        foreach (var manager in new[] { _pair.Proposer, _pair.Recipient })
        {
            var exchange = (await _pair.Query.RunAsync(made.Id, manager.PersonId))!;
            Assert.Equal((after, null, ExchangeSide.Proposer), (exchange.State, exchange.Other, exchange.Side));
        }
    }

    [Fact]
    public async Task Who_proposed_a_double_gets_no_power_over_the_real_one_and_its_managers_are_told()
    {
        var (real, slug) = await new OrganizationBuilder { Name = "Real Group" }.Having(_pair.Recipient.PersonId, "manager").InsertAsync(data);
        var made = Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(_pair.Stranger,
            _pair.Proposal() with { RecipientId = null, OrganizationId = real }));
        var (twin, _) = await new OrganizationBuilder { Name = "Real Group again", State = OrganizationState.Proposed }.Having(_pair.Proposer.PersonId,
            "manager").InsertAsync(data);
        var asked = await new PersonBuilder { Username = "Sample Asked" }.InsertAsync(data.Database);
        await data.ExecuteAsync("""
            INSERT INTO organization_person (organization_id, person_id, standing, hands_over_id, since_at)
             VALUES (@twin, @asked, 'invited', @PersonId, UTC_TIMESTAMP(6));
            DELETE FROM notice
            """, new { twin, asked, _pair.Proposer.PersonId });
        Assert.Equal(OrganizationActResult.Done, await MergeAsync(twin, slug));
        Assert.Null(await _pair.Query.RunAsync(made.Id, _pair.Proposer.PersonId));
        Assert.Equal([(_pair.Recipient.PersonId, "manager"), (_pair.Proposer.PersonId, "said")],
            await data.QueryAsync<(ulong,
                string)>("SELECT person_id, standing FROM organization_person WHERE organization_id = @real ORDER BY person_id = @PersonId",
                    new { real, _pair.Proposer.PersonId }));
        Assert.Equal(new[] { _pair.Proposer.PersonId, _pair.Recipient.PersonId }.Order(),
            await data.QueryAsync<ulong>("SELECT person_id FROM notice WHERE content_id = @real AND kind = 'organization-change' ORDER BY person_id",
                new { real }));
    }

    [Fact]
    public async Task Managers_of_one_that_was_confirmed_speak_for_the_other_and_its_managers_are_told()
    {
        var (real, slug) = await new OrganizationBuilder { Name = "Real Group" }.Having(_pair.Recipient.PersonId, "manager").InsertAsync(data);
        var (twin, _) = await new OrganizationBuilder { Name = "Second Group" }.Having(_pair.Proposer.PersonId, "manager").InsertAsync(data);
        await data.ExecuteAsync("UPDATE organization SET confirmed_at = UTC_TIMESTAMP(6)");
        Assert.Equal(OrganizationActResult.Done, await MergeAsync(twin, slug));
        Assert.Equal(2, (await data.QueryAsync<long>("SELECT COUNT(*) FROM organization_person WHERE organization_id = @real AND standing = 'manager'",
            new { real })).Single());
        Assert.Equal(2, (await data.QueryAsync<long>("SELECT COUNT(DISTINCT person_id) FROM notice WHERE content_id = @real", new { real })).Single());
    }

    private async Task<OrganizationActResult> MergeAsync(ulong id, string into)
    {
        var curator = await data.OpenSessionAsync(await new PersonBuilder { Username = "Sample Curator" }.InsertAsync(data.Database),
            TestClock.Start.AddYears(1));
        await data.GrantAsync("Sample Curator", Role.Curator);
        return await new ConfirmOrganizationCommand(data.Database, data.Vocabulary, _pair.News, _pair.Clock).MergeAsync(curator, id, into);
    }
}
