using CapX.App.Search;
using CapX.App.Verbs;
using CapX.Data.Bench;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.Search;
using CapX.Data.SignIn;
using CapX.Data.Wiki;

namespace CapX.App.Bench;

/// <summary>Every list and command of exchanges, run as the busiest sample person. The clock is fixed at the end of the samples.</summary>
internal sealed class PlanQuestions(Database database, Vocabulary vocabulary) : IDisposable
{
    private const string SessionKeyText = "of a measurement";

    private readonly StillClock _clock = new();
    private readonly KeyedHash _hash = new(SecretKeys.FromEnvironment());
    private readonly LiveUpdates _news = new();
    private readonly DeliverySignal _signal = new();
    private readonly PeopleIndex _index = new(database, vocabulary, new StillClock());

    public void Dispose()
    {
        _signal.Dispose();
        _index.Dispose();
    }

    /// <summary>Returns the questions in an order in which each leaves enough data for the next.</summary>
    public async IAsyncEnumerable<(string Question, Func<Task> Ask)> AllAsync()
    {
        var me = await SignInAsync(SeedExchangesCommand.BusiestPerson, "Sample Busiest Person");
        var exchanges = new ExchangesQuery(database);
        var open = await exchanges.RunAsync(me.PersonId, areOver: false);
        var longest = await new SeedExchangesCommand(database).LongestAsync();
        var notices = new NoticesQuery(database, _clock);
        var pages = (await notices.RunAsync(me.PersonId, 1)).Total / NoticesQuery.PageSize;

        yield return ("open exchanges", () => exchanges.RunAsync(me.PersonId, areOver: false));
        yield return ("waiting exchanges, front page", () => exchanges.WaitingAsync(me.PersonId, DateTime.UtcNow));
        yield return ("past exchanges", () => exchanges.RunAsync(me.PersonId, areOver: true));
        yield return ("a long conversation", () => new ExchangeQuery(database).RunAsync(longest, me.PersonId));
        yield return ("channel of a message", () => new DeliveryChannelQuery(database, sendsOnWiki: true).RunAsync(me.PersonId, me.PersonId + 5));
        yield return ("message waiting for permission",
            () => new DeliveryChannelQuery(database, sendsOnWiki: true).WaitsForLeaveAsync(me.PersonId, longest));
        yield return ("channel of a message to managers",
            () => new DeliveryChannelQuery(database, sendsOnWiki: true).ToOrganizationAsync(me.PersonId + 5, SeedExchangesCommand.BusiestOrganization));
        yield return ("organization as recipient",
            () => new AskedOrganizationQuery(database).RunAsync(SeedExchangesCommand.BusiestOrganization, me.PersonId + 5));
        yield return ("an exchange of an organization", () => new ExchangeQuery(database).RunAsync(open.First(e => e.Own is not null).Id, me.PersonId));
        yield return ("unread notifications", () => notices.UnreadAsync(me.PersonId));
        yield return ("notifications, last page", () => notices.RunAsync(me.PersonId, pages));
        yield return ("notification settings", () => new ContactChoiceQuery(database).RunAsync(me.PersonId));
        yield return ("blocked people", () => new BlocksQuery(database).RunAsync(me.PersonId));
        yield return ("a profile", () => new FindPersonQuery(database).RunAsync("Sample Busiest Person", Viewer.Member(me.PersonId)));
        yield return ("export", () => new ExportQuery(database, _clock).RunAsync(me.PersonId));

        var proposed = open.FirstOrDefault(e => e is { State: ExchangeState.Proposed, IsProposer: false })?.Id ?? longest;
        var done = open.FirstOrDefault(e => e.State == ExchangeState.Done)?.Id ?? longest;
        // Not a sample person, so that the number of samples stays the same.
        var leaving = await SignInAsync(SeedExchangesCommand.BusiestPerson - 1, "Leaving Person");
        yield return ("propose too often", () => ProposeAsync(me));
        yield return ("propose", () => ProposeAsync(leaving));
        var group = (await new AskedOrganizationQuery(database).RunAsync(SeedExchangesCommand.BusiestOrganization, me.PersonId))!.Organization.Id;
        yield return ("propose to an organization",
            () => Proposing().RunAsync(leaving,
                new Proposal
                {
                    OrganizationId = group, Kind = ExchangeKind.Ask, Capacity = vocabulary.Capacities.Entries[0].Code, Message = "Hello",
                    FormKey = Guid.NewGuid()
                }));
        yield return ("propose for an organization",
            () => Proposing().RunAsync(me,
                new Proposal
                {
                    RecipientId = me.PersonId + 9, AsOrganizationId = group, Kind = ExchangeKind.Ask, Capacity = vocabulary.Capacities.Entries[0].Code,
                    Message = "Hello", FormKey = Guid.NewGuid()
                }));
        yield return ("write for an organization",
            () => new SendMessageCommand(database, vocabulary, _news, _signal, _clock).RunAsync(me, open.First(e => e.Own is not null).Id, "Hello", "en",
                Guid.NewGuid()));
        var people = new OrganizationPeopleCommand(database, _news, _clock);
        var (colleague, other) = (await SignInAsync(SeedExchangesCommand.BusiestPerson + 1, "Sample Colleague"),
            await SignInAsync(SeedExchangesCommand.BusiestPerson + 2, "Sample Other Colleague"));
        yield return ("stop managing an organization", () => people.RunAsync(colleague, group, OrganizationAct.Leave));
        yield return ("start managing an organization", async () =>
        {
            await people.RunAsync(other, group, OrganizationAct.Invite, "Sample Colleague");
            await people.RunAsync(colleague, group, OrganizationAct.Accept);
        }
        );
        yield return ("accept", () => new ChangeExchangeCommand(database, _news, _clock).RunAsync(me, proposed, ExchangeAction.Accept, "Yes"));
        yield return ("write a message",
            () => new SendMessageCommand(database, vocabulary, _news, _signal, _clock).RunAsync(me, proposed, "Hello", "en", Guid.NewGuid()));
        yield return ("write an outcome",
            () => new WriteOutcomeCommand(database, vocabulary, _news, _clock).RunAsync(me, done, new OutcomeForm { Happened = true }));
        yield return ("read a conversation",
            async () => await new ReadExchangeCommand(database, _news, _clock).RunAsync(me.PersonId,
                (await new ExchangeQuery(database).RunAsync(longest, me.PersonId))!));
        yield return ("mark all notifications as read", () => new ReadNoticesCommand(database, _clock).RunAsync(me.PersonId));
        yield return ("block", () => new BlockCommand(database, _index, _news, _clock).RunAsync(me, me.PersonId + 1, isBlocked: true));
        yield return ("unblock", () => new BlockCommand(database, _index, _news, _clock).RunAsync(me, me.PersonId + 1, isBlocked: false));

        yield return ("outbox: take and send", DeliverAsync);
        yield return ("outbox: recover",
            () => new RecoverDeliveriesCommand(database, new StillClock(TimeSpan.FromDays(1))).RunAsync(RecoverDeliveriesCommand.Patience));
        yield return ("give permission to send",
            () => new GrantWikiAccessCommand(database, _clock).RunAsync(me, new WikiToken { Access = [1], ExpiresAt = SeedExchangesCommand.Now }));
        yield return ("withdraw permission to send", () => new WithdrawWikiAccessCommand(database, _clock).RunAsync(me));

        var search = new CatalogueQuery(database, _clock);
        var filter = new CatalogueFilter
        {
            Kind = EventContent.Kind, Order = CatalogueOrder.Start, Counted = CatalogueFilterParser.Events.List.Facets
        };
        var events = new FindEventsQuery(database, search);
        yield return ("upcoming events", () => events.RunAsync(filter, Viewer.Member(me.PersonId)));
        yield return ("similar names", () => search.NearAsync(filter, ["gardning"], Viewer.Anonymous));
        yield return ("past events", () => events.RunAsync(filter with { Past = true }, Viewer.Anonymous));
        var save = new SaveEventCommand(database, vocabulary, _news, _clock);
        var form = new EventForm
        {
            Title = "Hello", Language = "en", Kind = EventKind.Online, Starts = "2026-11-03T10:00", Ends = "2026-11-03T11:00",
            Zone = EventZone.Utc, Seats = "1", People = ["Sample Busiest Person"]
        };
        var happening = await AnnounceAsync(save, me, form);
        yield return ("an event", () => new EventQuery(database).RunAsync(happening, Viewer.Member(me.PersonId)));
        yield return ("create an event", () => AnnounceAsync(save, me, form));
        yield return ("save an event", () => save.RunAsync(me, happening, form with { Place = "", Ends = "2026-11-03T12:00" }, 1));
        await save.RunAsync(me, happening, form with { Ends = "2026-11-03T12:00", People = [.. form.People, "Sample Colleague"] }, 2);
        yield return ("accept organizing an event", () => new AnswerEventCommand(database, vocabulary, _clock).AcceptAsync(colleague, happening));
        yield return ("events of an organizer", () => new OrganizedEventsQuery(database, _clock).OfPersonAsync(me.PersonId, Viewer.Member(other.PersonId)));
        yield return ("events of an organization", () => new OrganizedEventsQuery(database, _clock).OfOrganizationAsync(group, Viewer.Anonymous));
        yield return ("register", () => new RegisterCommand(database, _news, _clock).RunAsync(other, happening));
        yield return ("registered events, front page", () => new ComingEventsQuery(database, _clock).RunAsync(me.PersonId));
        yield return ("send event reminders", () => new RemindEventsCommand(database, _news, new StillClock(TimeSpan.FromDays(1.6))).RunAsync());
        yield return ("cancel a registration", () => new RegisterCommand(database, _news, _clock).LeaveAsync(other, happening));
        yield return ("cancel an event", () => new OrganizeEventCommand(database, vocabulary, _news, _clock).CancelAsync(me, happening));
        yield return ("delete an event", () => new OrganizeEventCommand(database, vocabulary, _news, _clock).DeleteAsync(me, happening));

        yield return ("hourly: proposals", () => new ExpireExchangesCommand(database, _news, _clock).RunAsync());
        yield return ("hourly: retention", () => new RetainCommand(database, _clock).RunAsync());

        yield return ("delete an account", () => new EraseAccountCommand(database, _index, _hash, _clock).RunAsync(leaving, "Leaving Person"));
        await new SignOutEverywhereCommand(database).RunAsync(me.PersonId);
    }

    private async Task<Actor> SignInAsync(ulong id, string username)
    {
        var key = $"{SessionKeyText} {id}";
        await new SignInCommand(database, _hash, _clock).RunAsync(new WikiAccount { Id = id, Username = username }, key, replacedKey: key);
        return new Actor { PersonId = id, Session = SessionKey.Hash(key) };
    }

    private static async Task<ulong> AnnounceAsync(SaveEventCommand save, Actor actor, EventForm form) =>
        await save.CreateAsync(actor, form, Guid.NewGuid()) is EventSaved saved ? saved.Id : throw new InvalidOperationException("The event was refused.");

    private ProposeCommand Proposing() => new(database, vocabulary, _news, _signal, _clock);

    /// <summary>Proposes to the next sample person who accepts. Some are hidden or take no requests.</summary>
    private async Task ProposeAsync(Actor actor)
    {
        var propose = Proposing();
        for (var recipient = SeedExchangesCommand.BusiestPerson + 1_000; ; recipient++)
        {
            var proposal = new Proposal
            {
                RecipientId = recipient, Kind = ExchangeKind.Ask, Capacity = vocabulary.Capacities.Entries[0].Code, Message = "Hello",
                FormKey = Guid.NewGuid()
            };
            switch (await propose.RunAsync(actor, proposal))
            {
                case ProposalMade or ProposalRefused { Why: ProposalRefusal.TooMany }: return;
                case ProposalRefused { Why: not (ProposalRefusal.NotFound or ProposalRefusal.NotTaking) } refused:
                    throw new InvalidOperationException($"The proposal was refused: {refused.Why}.");
            }
        }
    }

    /// <summary>Does what the outbox does, without a wiki.</summary>
    private async Task DeliverAsync()
    {
        foreach (var outcome in Enum.GetValues<DeliveryResult>())
        {
            var taken = await new TakeDeliveryCommand(database, _clock).RunAsync() ?? throw new InvalidOperationException("Nothing is due in the outbox.");
            await new BeginDeliveryCommand(database, _clock).RunAsync(taken);
            await new EndDeliveryCommand(database, _clock).RunAsync(taken, new DeliveryEnd(outcome, DeliveryReason.WikiAway));
        }
        // Never ended, so that there is a delivery to recover.
        await new TakeDeliveryCommand(database, _clock).RunAsync();
    }

    private sealed class StillClock(TimeSpan after = default) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(SeedExchangesCommand.Now + after);
    }
}
