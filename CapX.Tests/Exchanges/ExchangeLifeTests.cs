using CapX.Data.Exchanges;
using Xunit;

namespace CapX.Tests.Exchanges;

public sealed class ExchangeLifeTests
{
    /// <summary>All allowed combinations of state, action and side.</summary>
    private static readonly HashSet<(ExchangeState, ExchangeAction, ExchangeSide)> Allowed =
    [
        (ExchangeState.Proposed, ExchangeAction.Accept, ExchangeSide.Recipient),
        (ExchangeState.Proposed, ExchangeAction.Decline, ExchangeSide.Recipient),
        (ExchangeState.Proposed, ExchangeAction.Withdraw, ExchangeSide.Proposer),
        (ExchangeState.Accepted, ExchangeAction.Start, ExchangeSide.Proposer),
        (ExchangeState.Accepted, ExchangeAction.Start, ExchangeSide.Recipient),
        (ExchangeState.Accepted, ExchangeAction.CallOff, ExchangeSide.Proposer),
        (ExchangeState.Accepted, ExchangeAction.CallOff, ExchangeSide.Recipient),
        (ExchangeState.UnderWay, ExchangeAction.Finish, ExchangeSide.Proposer),
        (ExchangeState.UnderWay, ExchangeAction.Finish, ExchangeSide.Recipient),
        (ExchangeState.UnderWay, ExchangeAction.CallOff, ExchangeSide.Proposer),
        (ExchangeState.UnderWay, ExchangeAction.CallOff, ExchangeSide.Recipient),
    ];

    public static TheoryData<ExchangeState, ExchangeAction, ExchangeSide> All
    {
        get
        {
            var all = new TheoryData<ExchangeState, ExchangeAction, ExchangeSide>();
            foreach (var state in Enum.GetValues<ExchangeState>())
                foreach (var action in Enum.GetValues<ExchangeAction>())
                    foreach (var side in Enum.GetValues<ExchangeSide>())
                        all.Add(state, action, side);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Allows_what_the_rules_say_and_nothing_else(ExchangeState state, ExchangeAction action, ExchangeSide side) =>
        Assert.Equal(Allowed.Contains((state, action, side)) ? ExchangeLife.Target(action) : null, ExchangeLife.After(state, action, side));

    [Fact]
    public void Offers_exactly_what_it_allows()
    {
        foreach (var state in Enum.GetValues<ExchangeState>())
            foreach (var side in Enum.GetValues<ExchangeSide>())
                Assert.Equal(Allowed.Where(a => a.Item1 == state && a.Item3 == side).Select(a => a.Item2).Order(), ExchangeLife.Open(state, side).Order());
    }

    [Fact]
    public void Codes_lead_back_to_their_states()
    {
        foreach (var state in Enum.GetValues<ExchangeState>()) Assert.Equal(state, ExchangeLife.State(state.Code()));
        Assert.Throws<ArgumentException>(() => ExchangeLife.State("lost"));
    }
}
