using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Tests.Infra;

namespace CapX.Tests.Exchanges;

/// <summary>Two people and a stranger with open sessions, and the commands of exchanges over the test database.</summary>
internal sealed class Pair : IDisposable
{
    private Pair(DatabaseFixture fixture, PeopleIndex index) => (Fixture, Index) = (fixture, index);

    public DatabaseFixture Fixture { get; }
    public PeopleIndex Index { get; }
    public TestClock Clock { get; } = new();
    public LiveUpdates News { get; } = new();
    public DeliverySignal Signal { get; } = new();
    public Actor Proposer { get; private set; } = null!;
    public Actor Recipient { get; private set; } = null!;
    public Actor Stranger { get; private set; } = null!;

    public ProposeCommand Propose => new(Fixture.Database, Fixture.Vocabulary, News, Signal, Clock);
    public ChangeExchangeCommand Change => new(Fixture.Database, News, Clock);
    public SendMessageCommand Send => new(Fixture.Database, Fixture.Vocabulary, News, Signal, Clock);
    public WriteOutcomeCommand Outcome => new(Fixture.Database, Fixture.Vocabulary, News, Clock);
    public ExchangeQuery Query => new(Fixture.Database);
    public NoticesQuery Notices => new(Fixture.Database, Clock);
    public BlockCommand Block => new(Fixture.Database, Index, News, Clock);

    public static async Task<Pair> MakeAsync(DatabaseFixture fixture, Action<PersonBuilder>? recipient = null)
    {
        await fixture.EmptyAsync();
        var pair = new Pair(fixture, new PeopleIndex(fixture.Database, fixture.Vocabulary, TimeProvider.System));
        async Task<Actor> AddAsync(string name, Action<PersonBuilder>? with = null)
        {
            var builder = new PersonBuilder { Username = name };
            with?.Invoke(builder);
            return await fixture.OpenSessionAsync(await builder.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));
        }
        pair.Proposer = await AddAsync("Asking Person");
        pair.Recipient = await AddAsync("Answering Person", recipient);
        pair.Stranger = await AddAsync("Stranger");
        await pair.Index.LoadAsync();
        return pair;
    }

    public Proposal Proposal(Guid? key = null) => new()
    {
        RecipientId = Recipient.PersonId, Kind = ExchangeKind.Ask, Capacity = "openrefine", Method = "mentoring", Hope = "To clean data", Gives = "SPARQL",
        Message = "Hello", Language = "en", FormKey = key ?? Guid.NewGuid(),
    };

    public async Task<ulong> ProposedAsync() => ((ProposalMade)await Propose.RunAsync(Proposer, Proposal())).Id;

    /// <summary>Creates an exchange and sets its state by SQL, past the rules.</summary>
    public async Task<ulong> InStateAsync(ExchangeState state)
    {
        var id = await ProposedAsync();
        await Fixture.ExecuteAsync("""
            UPDATE exchange SET state = @code WHERE id = @id;
            INSERT INTO exchange_change (exchange_id, state, changed_at) VALUES (@id, @code, UTC_TIMESTAMP(6))
            """, new { id, code = state.Code() });
        return id;
    }

    public async Task<ExchangeState> StateAsync(ulong id) =>
        ExchangeLife.State((await Fixture.QueryAsync<string>("SELECT state FROM exchange WHERE id = @id", new { id })).Single());

    public Task<List<long>> CountAsync(string table) => Fixture.QueryAsync<long>($"SELECT COUNT(*) FROM {table}");

    public void Dispose()
    {
        Index.Dispose();
        Signal.Dispose();
    }
}
