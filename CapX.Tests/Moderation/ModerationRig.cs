using CapX.Data.Capacities;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Two moderators, two stewards, a curator, and people who can report each other, over the test database.</summary>
internal sealed class ModerationRig : IDisposable
{
    private readonly Pair _pair;

    private ModerationRig(Pair pair) => _pair = pair;

    public DatabaseFixture Data => _pair.Fixture;
    public TestClock Clock => _pair.Clock;
    public Pair Pair => _pair;

    public Actor Reporter => _pair.Proposer;

    public Actor Accused => _pair.Recipient;
    public Actor Stranger => _pair.Stranger;
    public Actor Moderator { get; private set; } = null!;
    public Actor Second { get; private set; } = null!;

    /// <summary>Reports suggestions, which only curators can see.</summary>
    public Actor Curator { get; private set; } = null!;
    public Actor Steward { get; private set; } = null!;
    public Actor OtherSteward { get; private set; } = null!;

    public ReportCommand Report => new(Data.Database, Data.Vocabulary, _pair.News, Clock);
    public ReportsQuery Reports => new(Data.Database, Clock);
    public QueueQuery Queue => new(Data.Database, Clock);
    public CaseQuery Cases => new(Data.Database, Clock);
    public HandleCaseCommand Handle => new(Data.Database, _pair.News, Clock);
    public DecideCommand Decide => new(Data.Database, Data.Vocabulary, _pair.Index, _pair.News, DatabaseFixture.Hash, Clock);
    public UndoDecisionCommand Undo => new(Data.Database, Data.Vocabulary, _pair.Index, _pair.News, DatabaseFixture.Hash, Clock);
    public AppealCommand Appeals => new(Data.Database, Data.Vocabulary, _pair.Index, _pair.News, DatabaseFixture.Hash, Clock);
    public MyDecisionsQuery Mine => new(Data.Database);
    public RoleCommand Roles => new(Data.Database, _pair.News, Clock);
    public SuggestCapacityCommand Suggest => new(Data.Database, Data.Vocabulary, Clock);
    public SuggestionsQuery Suggestions => new(Data.Database, Clock);
    public VerifyLogQuery Verify => new(Data.Database);

    public static async Task<ModerationRig> MakeAsync(DatabaseFixture data)
    {
        var rig = new ModerationRig(await Pair.MakeAsync(data, person => person.Offers("openrefine", note: "A note").InterfaceLanguage = "fr"));
        rig.Moderator = await rig.AddAsync("First Moderator", Role.Moderator);
        rig.Second = await rig.AddAsync("Second Moderator", Role.Moderator);
        rig.Curator = await rig.AddAsync("First Curator", Role.Curator);
        rig.Steward = await rig.AddAsync("First Steward", Role.Steward);
        rig.OtherSteward = await rig.AddAsync("Second Steward", Role.Steward);
        return rig;
    }

    public async Task<Actor> AddAsync(string name, Role? role = null)
    {
        var actor = await Data.OpenSessionAsync(await new PersonBuilder { Username = name }.InsertAsync(Data.Database), TestClock.Start.AddYears(1));
        if (role is { } given) await Data.GrantAsync(name, given);
        return actor;
    }

    public async Task<ulong> SuggestedAsync(string name = "A name", string description = "A description", string reason = "A reason")
    {
        var typed = new SuggestionTyped { Kind = SuggestionKind.Add, Language = "en", Name = name, Description = description, Reason = reason };
        Assert.Equal(CapacityActResult.Done, (await Suggest.RunAsync(Accused, typed, Guid.NewGuid())).Acted);
        return (await Data.QueryAsync<ulong>("SELECT MAX(id) FROM capacity_suggestion")).Single();
    }

    /// <summary>Sends a report, by default as the reporter or, for a suggestion, as the curator. Returns the case.</summary>
    public async Task<ulong> CaseAsync(string thing, object key, string reason = ReportReason.Insults, Actor? by = null)
    {
        var outcome = await Report.RunAsync(new Reporter { Actor = by ?? (thing == SuggestionContent.Kind ? Curator : Reporter) }, Form(thing, key, reason));
        return (await Data.QueryAsync<ulong>("SELECT case_id FROM report WHERE id = @Id", (Reported)outcome)).Single();
    }

    public Task<ulong> CaseOfPersonAsync() => CaseAsync(PersonContent.Kind, "Answering Person");

    /// <summary>A case about content for which the accused alone is responsible.</summary>
    public async Task<ulong> ReportedAsync(string thing)
    {
        var person = Accused.PersonId;
        switch (thing)
        {
            case ListingContent.Kind:
                return await CaseAsync(thing,
                await new ListingBuilder { Person = person, Title = "Ugly listing" }.InsertAsync(Data));
            case EventContent.Kind: return await CaseAsync(thing, await new EventBuilder { Title = "Ugly event" }.By(person).InsertAsync(Data));
            case SuggestionContent.Kind: return await CaseAsync(thing, await SuggestedAsync());
            case MessageContent.Kind:
                var exchange = await Pair.ProposedAsync();
                await Pair.Change.RunAsync(Accused, exchange, ExchangeAction.Accept, null);
                await Pair.Send.RunAsync(Accused, exchange, "Ugly message", "en", Guid.NewGuid());
                return await CaseAsync(thing, (await Data.QueryAsync<ulong>("SELECT id FROM exchange_message WHERE text = 'Ugly message'")).Single());
            default: return await CaseOfPersonAsync();
        }
    }

    public static ReportForm Form(string thing, object key, string reason = ReportReason.Insults) =>
        new() { About = new ReportAbout(thing, $"{key}"), Reason = reason, Text = "What happened", Language = "en", FormKey = Guid.NewGuid() };

    /// <summary>Takes a case and decides it.</summary>
    public async Task<CaseActResult> DecideAsync(ulong id, DecisionKind kind, Actor? by = null, string until = "", ulong? person = null)
    {
        await Handle.ClaimAsync(by ?? Moderator, id);
        return await Decide.RunAsync(by ?? Moderator, id,
            new DecisionForm
            {
                Kind = kind.Code(), Reason = "Because of this", ReasonLanguage = "en", Until = until, PersonId = person,
                IsConfirmed = kind == DecisionKind.Erase, FormKey = Guid.NewGuid()
            });
    }

    public async Task<ulong> DecisionOfAsync(ulong id) => (await Data.QueryAsync<ulong>("SELECT id FROM decision WHERE case_id = @id", new { id })).Single();

    /// <summary>All rows of some tables as one text, to check that nothing has changed, byte by byte.</summary>
    public async Task<string> BytesAsync(params string[] tables)
    {
        var all = new List<string>();
        foreach (var table in tables)
        {
            var columns = await Data.QueryAsync<string>("""
                SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = @table ORDER BY ordinal_position
                """, new { table });
            var row = string.Join(", ", columns.Select(c => $"HEX(CAST(COALESCE(CAST(`{c}` AS CHAR), '∅') AS BINARY))"));
            all.AddRange(await Data.QueryAsync<string>($"SELECT CONCAT_WS(' ', '{table}', {row}) AS v FROM `{table}` ORDER BY 1"));
        }
        return string.Join('\n', all);
    }

    public void Dispose() => _pair.Dispose();
}
