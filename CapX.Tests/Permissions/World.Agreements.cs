using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Infra;

namespace CapX.Tests.Permissions;

/// <summary>Content between people: exchanges, suggestions, reports, cases and decisions.</summary>
internal sealed partial class World
{
    private const string ExchangeSql = """
        INSERT INTO exchange (proposer_person_id, proposer_organization_id, recipient_person_id, kind, capacity_id, hope, language, state, proposed_at,
               changed_at, form_key)
        SELECT @person, @organization, @recipient, 'ask', c.id, @mark, 'en', @state, @at, @at, @key FROM capacity c WHERE c.code = 'openrefine';
        """;

    private const string MessageSql = """
        INSERT INTO content (kind) VALUES ('message');
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, language, sent_at, form_key)
        SELECT LAST_INSERT_ID(), e.id, @author, 'proposer', @mark, 'en', @at, @messageKey FROM exchange e WHERE e.form_key = @key
        """;

    private const string SuggestionSql = """
        INSERT INTO content (kind) VALUES ('suggestion');
        INSERT INTO capacity_suggestion (id, person_id, kind, language, name, reason, state, made_at, form_key)
         VALUES (LAST_INSERT_ID(), @person, 'other', 'en', '', @mark, @state, @at, @key)
        """;

    private static readonly DateTime At = TestClock.Start.AddDays(-2);

    private async Task AddExchangesAsync()
    {
        foreach (var state in Enum.GetValues<ExchangeState>()) await AddExchangeAsync(state.Code(), state, "Open Owner", isOfGroup: false);
        await AddExchangeAsync("of-group", ExchangeState.Proposed, "Open Owner", isOfGroup: true);
        // Tests do not ask for this exchange. It gives a moderator a conflict of interest in cases about Open Owner.
        await AddExchangeAsync("conflict", ExchangeState.Done, "Conflicted", isOfGroup: false);
    }

    private async Task AddExchangeAsync(string name, ExchangeState state, string proposer, bool isOfGroup)
    {
        var recipient = proposer == "Conflicted" ? "Open Owner" : isOfGroup ? "Reporter" : "Second";
        var thing = new Thing(ThingKind.Exchange, name)
        {
            Shown = ThingState.Hidden,
            Life = state switch
            {
                ExchangeState.Proposed => ThingState.Proposed,
                ExchangeState.Accepted => ThingState.Accepted,
                ExchangeState.UnderWay => ThingState.Open,
                ExchangeState.Done or ExchangeState.Documented => ThingState.Over,
                _ => ThingState.Closed,
            },
            Relations = new Dictionary<string, Relation> { [proposer] = Relation.Proposer, [recipient] = Relation.Recipient },
        };
        // The group's other manager acts for it too.
        if (isOfGroup) thing = thing with { Relations = new Dictionary<string, Relation>(thing.Relations) { ["Second"] = Relation.Proposer } };
        var key = Guid.NewGuid().ToByteArray();
        var values = new
        {
            person = isOfGroup ? null : (ulong?)Id(proposer), organization = isOfGroup ? (ulong?)_confirmed : null, recipient = Id(recipient),
            mark = thing.Mark, state = state.Code(), at = At, key, author = Id(proposer), messageKey = Guid.NewGuid().ToByteArray()
        };
        await _data.ExecuteAsync(ExchangeSql, values);
        await _data.ExecuteAsync(MessageSql, values);
        var id = (await _data.QueryAsync<ulong>("SELECT id FROM exchange WHERE form_key = @key", new { key })).Single();
        await _data.ExecuteAsync("INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) VALUES (@id, @code, NULL, @At)",
            new { id, code = state.Code(), At });
        if (name != "conflict") _things.Add(thing with { Id = id });
    }

    private async Task AddSuggestionsAsync()
    {
        // Curators can read waiting suggestions.
        foreach (var state in (string[])["waiting", "declined"])
        {
            var thing = new Thing(ThingKind.Suggestion, state)
            {
                Shown = state == "waiting" ? ThingState.Hidden | ThingState.Proposed : ThingState.Hidden,
                Life = state == "waiting" ? ThingState.Proposed : ThingState.Closed, Relations = Mine("Open Owner")
            };
            var key = Guid.NewGuid().ToByteArray();
            await _data.ExecuteAsync(SuggestionSql, new { person = Id("Open Owner"), mark = thing.Mark, state, at = At, key });
            _things.Add(thing with { Id = (await _data.QueryAsync<ulong>("SELECT id FROM capacity_suggestion WHERE form_key = @key", new { key })).Single() });
        }
    }

    /// <summary>Uses the commands, so that the log has its entries: a waiting case, a decided one, and one with an appeal.</summary>
    private async Task AddCasesAsync()
    {
        var news = new LiveUpdates();
        var clock = new TestClock();
        using var index = new PeopleIndex(_data.Database, _data.Vocabulary, clock);
        await index.LoadAsync();
        var (handle, appeal) = (new HandleCaseCommand(_data.Database, news, clock),
            new AppealCommand(_data.Database, _data.Vocabulary, index, news, DatabaseFixture.Hash, clock));
        IReadOnlySet<string> conflicted = new HashSet<string> { "Conflicted" };

        async Task<ulong> ReportAsync(string name)
        {
            var thing = new Thing(ThingKind.Report, name)
            {
                Shown = ThingState.Hidden,
                Relations = new Dictionary<string, Relation> { ["Reporter"] = Relation.Reporter }
            };
            var form = new ReportForm
            {
                About = new ReportAbout(PersonContent.Kind, "Open Owner"), Reason = ReportReason.Insults, Text = thing.Mark,
                Language = "en", FormKey = Guid.NewGuid()
            };
            var made = (Reported)await new ReportCommand(_data.Database, _data.Vocabulary, news,
                clock).RunAsync(new Reporter { Actor = this["Reporter"] }, form);
            var report = made.Id;
            _things.Add(thing with { Id = report, Key = made.Key });
            var id = (await _data.QueryAsync<ulong>("SELECT case_id FROM report WHERE id = @report", new { report })).Single();
            await handle.ClaimAsync(this["Moderator"], id);
            await handle.NoteAsync(this["Moderator"], id, new Thing(ThingKind.Case, name).Mark, null, Guid.NewGuid());
            return id;
        }

        async Task<ulong> DecideAsync(string name)
        {
            var id = await ReportAsync(name);
            _things.Add(new Thing(ThingKind.Case, name)
            {
                Id = id, Writer = "Moderator", Shown = ThingState.Hidden, Life = ThingState.Closed,
                Conflicted = conflicted
            });
            var thing = new Thing(ThingKind.Decision, name)
            {
                Shown = ThingState.Hidden,
                Relations = new Dictionary<string, Relation> { ["Open Owner"] = Relation.Subject }, Conflicted = conflicted
            };
            var form = new DecisionForm { Kind = DecisionKind.Advice.Code(), Reason = thing.Mark, ReasonLanguage = "en", FormKey = Guid.NewGuid() };
            await new DecideCommand(_data.Database, _data.Vocabulary, index, news, DatabaseFixture.Hash, clock).RunAsync(this["Moderator"], id, form);
            var decision = (await _data.QueryAsync<ulong>("SELECT id FROM decision WHERE case_id = @id", new { id })).Single();
            _things.Add(thing with { Id = decision });
            return decision;
        }

        await DecideAsync("decided");
        var appealed = await DecideAsync("appealed");
        await appeal.RunAsync(this["Open Owner"], appealed, new Thing(ThingKind.Case, "appeal").Mark, "en");
        var again = (await _data.QueryAsync<ulong>("SELECT id FROM moderation_case WHERE against_id = @appealed", new { appealed })).Single();
        await handle.ClaimAsync(this["Second Moderator"], again);
        _things.Add(new Thing(ThingKind.Case, "appeal")
        {
            Id = again, Writer = "Open Owner", Shown = ThingState.Hidden, Life = ThingState.Proposed,
            Conflicted = new HashSet<string> { "Conflicted", "Moderator" }
        });
        _things.Add(new Thing(ThingKind.Case, "waiting")
        {
            Id = await ReportAsync("waiting"), Writer = "Moderator", Shown = ThingState.Hidden,
            Life = ThingState.Proposed, Conflicted = conflicted
        });
    }
}
