using CapX.Data.Exchanges;
using CapX.Data.Organizations;
using CapX.Data.SignIn;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>Two organizations become one: what they had with each other ends.</summary>
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
        var made = Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(_pair.Proposer, _pair.Proposal() with { RecipientId = null, OrganizationId = target, AsOrganizationId = one }));
        await data.ExecuteAsync("UPDATE exchange SET state = @state", new { state });
        var curator = await data.OpenSessionAsync(await new PersonBuilder { Username = "Sample Curator" }.InsertAsync(data.Database), TestClock.Start.AddYears(1));
        await data.GrantAsync("Sample Curator", Role.Curator);
        Assert.Equal(OrganizationActed.Done, await new ConfirmOrganizationCommand(data.Database, data.Vocabulary, _pair.News, _pair.Clock).MergeAsync(curator, one, other));
        foreach (var manager in new[] { _pair.Proposer, _pair.Recipient })
        {
            var exchange = (await _pair.Query.RunAsync(made.Id, manager.PersonId))!;
            Assert.Equal((after, null, ExchangeSide.Proposer), (exchange.State, exchange.Other, exchange.Side));
        }
    }
}
