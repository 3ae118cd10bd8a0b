using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.SavedSearches;
using CapX.Data.SignIn;
using CapX.Data.Wiki;
using CapX.Tests.Infra;

namespace CapX.Tests.Permissions;

/// <summary>Runs the command for each act of the permission table on a thing and rolls it back.</summary>
internal sealed class Rehearsal : IDisposable
{
    private static readonly OrganizationForm NewGroup = new() { Type = "user-group", Names = [new OrganizationName("en", "Another group")] };
    private static readonly ListingForm NewListing = new()
    {
        Kind = ListingKind.Ask, Title = "Another title", Language = "en", Capacities = ["openrefine"],
        IsPublic = true
    };

    /// <summary>Every act that changes something, and the kind of thing it acts on. <see cref="ThingKind.Site"/> has the acts that create something.</summary>
    public static readonly IReadOnlyList<(Act Act, ThingKind On, Func<Rehearsal, Actor, Thing, Task<string>> Ask)> Acts =
    [
        (Act.GiveConsent, ThingKind.Account, (it, who, _) => it.SayAsync(new GiveConsentCommand(it.Database, it.Clock).RunAsync(who))),
        (Act.ChooseLanguage, ThingKind.Account, (it, who, _) => it.SayAsync(new SaveInterfaceLanguageCommand(it.Database, it.Clock).RunAsync(who, "fr"))),
        (Act.ChooseContact, ThingKind.Account,
        (it, who, _) => it.SayAsync(new SaveContactChoiceCommand(it.Database, it.Clock).RunAsync(who, new ContactChoice()))),
        (Act.KeepDraft, ThingKind.Account, (it, who, _) => it.SayAsync(new SaveDraftCommand(it.Database, it.Clock).RunAsync(who, "profile", "{}"))),
        (Act.DropDraft, ThingKind.Account, (it, who, _) => it.SayAsync(new DropDraftCommand(it.Database, it.Clock).RunAsync(who, "profile"))),
        (Act.EndSession, ThingKind.Account, (it, who, _) => it.SayAsync(new EndSessionCommand(it.Database, it.Clock).RunAsync(who, who.Session))),
        (Act.GrantWikiAccess, ThingKind.Account,
        (it, who, _) => it.SayAsync(new GrantWikiAccessCommand(it.Database, it.Clock).RunAsync(who, new WikiToken { Access = [1], ExpiresAt = it.Clock.Now }))),
        (Act.WithdrawWikiAccess, ThingKind.Account, (it, who, _) => it.SayAsync(new WithdrawWikiAccessCommand(it.Database, it.Clock).RunAsync(who))),
        (Act.Block, ThingKind.Account,
        (it, who, _) => it.SayAsync(new BlockCommand(it.Database, it.Index, it.News, it.Clock).RunAsync(who, it.World.Id("Open Owner"), true))),
        (Act.EraseAccount, ThingKind.Account,
        (it, who, _) => it.SayAsync(new EraseAccountCommand(it.Database, it.Index, DatabaseFixture.Hash, it.Clock).RunAsync(who, it.World.Name(who)))),
        (Act.SaveSearch, ThingKind.Account,
        (it, who, _) => it.SayAsync(new SaveSearchCommand(it.Database, it.Clock).RunAsync(who, PersonContent.Kind, "q=x", "Another search"))),
        (Act.DeleteSearch, ThingKind.Search, (it, who, about) => it.SayAsync(new DeleteSearchCommand(it.Database, it.Clock).RunAsync(who, about.Id))),
        (Act.SaveProfile, ThingKind.Account,
        (it, who, _) => it.SayAsync(new SaveProfileCommand(it.Database, it.Vocabulary, it.Index, it.Clock).RunAsync(who, new ProfileForm(), 1))),

        (Act.Propose, ThingKind.Person, (it, who, about) => it.ProposeAsync(who, p => p with { RecipientId = about.Id })),
        (Act.Report, ThingKind.Person, (it, who, about) => it.ReportAsync(who, PersonContent.Kind, about.Key)),

        (Act.ProposeOrganization, ThingKind.Site,
        (it, who, _) => it.SayAsync(new ProposeOrganizationCommand(it.Database, it.Vocabulary, it.Clock).RunAsync(who, NewGroup, Guid.NewGuid()))),
        (Act.SaveOrganization, ThingKind.Organization,
        (it, who, about) => it.SayAsync(new SaveOrganizationCommand(it.Database, it.Vocabulary, it.Clock).RunAsync(who, about.Id, NewGroup, 1))),
        (Act.InviteManager, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.Invite, "Stranger")),
        (Act.HandOver, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.HandOver, "Stranger")),
        (Act.WithdrawInvitation, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.Withdraw, "Invited")),
        (Act.AcceptManaging, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.Accept)),
        (Act.DeclineManaging, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.Decline)),
        (Act.LeaveManaging, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.Leave)),
        (Act.SayMember, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.Say)),
        (Act.TakeMembershipBack, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.TakeBack)),
        (Act.ConfirmMember, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.ConfirmMember, "Former")),
        (Act.RemoveMember, ThingKind.Organization, (it, who, about) => it.ActAsync(who, about, OrganizationAct.RemoveMember, "Part")),
        (Act.ConfirmOrganization, ThingKind.Organization, (it, who, about) => it.SayAsync(it.Confirm.ConfirmAsync(who, about.Id))),
        (Act.MergeOrganization, ThingKind.Organization, (it, who, about) => it.SayAsync(it.Confirm.MergeAsync(who, about.Id, World.MergeTarget))),
        (Act.RemoveOrganization, ThingKind.Organization,
        (it, who, about) => it.SayAsync(new RemoveOrganizationCommand(it.Database, it.News, it.Clock).RunAsync(who, about.Id, "Why"))),
        (Act.Propose, ThingKind.Organization, (it, who, about) => it.ProposeAsync(who, p => p with { OrganizationId = about.Id })),
        (Act.Report, ThingKind.Organization, (it, who, about) => it.ReportAsync(who, OrganizationContent.Kind, about.Key)),

        (Act.PostListing, ThingKind.Site, (it, who, _) => it.SayAsync(it.Listing.PostAsync(who, NewListing, Guid.NewGuid()))),
        (Act.SaveListing, ThingKind.Listing, (it, who, about) => it.SayAsync(it.Listing.RunAsync(who, about.Id, NewListing, 1))),
        (Act.OpenListing, ThingKind.Listing, (it, who, about) => it.ActAsync(who, about, ListingAct.Open)),
        (Act.CloseListing, ThingKind.Listing, (it, who, about) => it.ActAsync(who, about, ListingAct.Close)),
        (Act.DeleteListing, ThingKind.Listing, (it, who, about) => it.ActAsync(who, about, ListingAct.Delete)),
        (Act.NeedListing, ThingKind.Listing, (it, who, about) => it.ActAsync(who, about, ListingAct.Need)),
        (Act.NeedListingNoMore, ThingKind.Listing, (it, who, about) => it.ActAsync(who, about, ListingAct.NeedNoMore)),
        (Act.Propose, ThingKind.Listing, (it, who, about) => it.ProposeAsync(who, p => p with { ListingId = about.Id })),
        (Act.Report, ThingKind.Listing, (it, who, about) => it.ReportAsync(who, ListingContent.Kind, $"{about.Id}")),

        (Act.CreateEvent, ThingKind.Site, (it, who, _) => it.SayAsync(it.Event.CreateAsync(who, NewEvent(it.World.Name(who)), Guid.NewGuid()))),
        (Act.SaveEvent, ThingKind.Event, (it, who, about) => it.SayAsync(it.Event.RunAsync(who, about.Id, NewEvent(about.Sole ?? it.World.Name(who)), 1))),
        (Act.CancelEvent, ThingKind.Event, (it, who, about) => it.SayAsync(it.Organize.CancelAsync(who, about.Id))),
        (Act.DeleteEvent, ThingKind.Event, (it, who, about) => it.SayAsync(it.Organize.DeleteAsync(who, about.Id))),
        (Act.RemoveRegistration, ThingKind.Event, (it, who, about) => it.SayAsync(it.Organize.RemoveAsync(who, about.Id, it.World.Id("Registered")))),
        (Act.LeaveOrganizing, ThingKind.Event, (it, who, about) => it.SayAsync(it.Organize.GoAsync(who, about.Id))),
        (Act.AcceptOrganizing, ThingKind.Event,
        (it, who, about) => it.SayAsync(new AnswerEventCommand(it.Database, it.Vocabulary, it.Clock).AcceptAsync(who, about.Id))),
        (Act.DeclineOrganizing, ThingKind.Event,
        (it, who, about) => it.SayAsync(new AnswerEventCommand(it.Database, it.Vocabulary, it.Clock).DeclineAsync(who, about.Id))),
        (Act.Register, ThingKind.Event, (it, who, about) => it.SayAsync(new RegisterCommand(it.Database, it.News, it.Clock).RunAsync(who, about.Id))),
        (Act.LeaveEvent, ThingKind.Event, (it, who, about) => it.SayAsync(new RegisterCommand(it.Database, it.News, it.Clock).LeaveAsync(who, about.Id))),
        (Act.WriteLearned, ThingKind.Event,
        (it, who, about) => it.SayAsync(new WriteLearnedCommand(it.Database, it.Vocabulary, it.Clock).RunAsync(who, about.Id,
            new LearnedForm { Text = "Much", Language = "en" }))),
        (Act.TakeLearnedBack, ThingKind.Event,
        (it, who, about) => it.SayAsync(new WriteLearnedCommand(it.Database, it.Vocabulary, it.Clock).TakeBackAsync(who, about.Id))),
        (Act.Report, ThingKind.Event, (it, who, about) => it.ReportAsync(who, EventContent.Kind, $"{about.Id}")),

        (Act.AcceptExchange, ThingKind.Exchange, (it, who, about) => it.ActAsync(who, about, ExchangeAction.Accept)),
        (Act.DeclineExchange, ThingKind.Exchange, (it, who, about) => it.ActAsync(who, about, ExchangeAction.Decline)),
        (Act.WithdrawExchange, ThingKind.Exchange, (it, who, about) => it.ActAsync(who, about, ExchangeAction.Withdraw)),
        (Act.StartExchange, ThingKind.Exchange, (it, who, about) => it.ActAsync(who, about, ExchangeAction.Start)),
        (Act.FinishExchange, ThingKind.Exchange, (it, who, about) => it.ActAsync(who, about, ExchangeAction.Finish)),
        (Act.CallExchangeOff, ThingKind.Exchange, (it, who, about) => it.ActAsync(who, about, ExchangeAction.CallOff)),
        (Act.SendMessage, ThingKind.Exchange,
        (it, who, about) => it.SayAsync(new SendMessageCommand(it.Database, it.Vocabulary, it.News, it.Signal, it.Clock).RunAsync(who, about.Id, "Hello", "en",
            Guid.NewGuid()))),
        (Act.WriteOutcome, ThingKind.Exchange,
        (it, who, about) => it.SayAsync(new WriteOutcomeCommand(it.Database, it.Vocabulary, it.News, it.Clock).RunAsync(who, about.Id,
            new OutcomeForm { Happened = true }))),

        (Act.Suggest, ThingKind.Site,
        (it, who, _) => it.SayAsync(it.Suggest.RunAsync(who, new SuggestionTyped { Kind = SuggestionKind.Other, Language = "en", Reason = "Why" },
            Guid.NewGuid()), o => o.Acted)),
        (Act.TakeSuggestionBack, ThingKind.Suggestion, (it, who, about) => it.SayAsync(it.Suggest.WithdrawAsync(who, about.Id))),
        (Act.AnswerSuggestion, ThingKind.Suggestion,
        (it, who, about) => it.SayAsync(new AnswerSuggestionCommand(it.Database, it.News, it.Clock).RunAsync(who, about.Id, false, "Why"))),
        (Act.Report, ThingKind.Suggestion, (it, who, about) => it.ReportAsync(who, SuggestionContent.Kind, $"{about.Id}")),
        (Act.ChangeCapacity, ThingKind.Site, (it, who, _) => it.CurateAsync(who)),

        (Act.HandleCase, ThingKind.Case,
        (it, who, about) => it.SayAsync(new HandleCaseCommand(it.Database, it.News, it.Clock).NoteAsync(who, about.Id, "A note", null, Guid.NewGuid()))),
        (Act.Decide, ThingKind.Case,
        (it, who, about) => it.SayAsync(it.Decide.RunAsync(who, about.Id,
            new DecisionForm { Kind = "advice", Reason = "Why", ReasonLanguage = "en", FormKey = Guid.NewGuid() }))),
        (Act.Decide, ThingKind.Case,
        (it, who, about) => it.SayAsync(it.Decide.RunAsync(who, about.Id,
            new DecisionForm { Kind = "erase", IsConfirmed = true, Reason = "Why", ReasonLanguage = "en", FormKey = Guid.NewGuid() }))),
        (Act.ReviewAppeal, ThingKind.Case, (it, who, about) => it.SayAsync(it.Appeals.ReviewAsync(who, about.Id, true, "Why", "en"))),
        (Act.UndoDecision, ThingKind.Decision,
        (it, who, about) => it.SayAsync(new UndoDecisionCommand(it.Database, it.Vocabulary, it.Index, it.News, DatabaseFixture.Hash, it.Clock).RunAsync(who,
            about.Id))),
        (Act.Appeal, ThingKind.Decision, (it, who, about) => it.SayAsync(it.Appeals.RunAsync(who, about.Id, "Why", "en"))),
        (Act.KeepFlagWords, ThingKind.Site, (it, who, _) => it.SayAsync(new FlagWordCommand(it.Database, it.Clock).AddAsync(who, "zqword"))),
        (Act.KeepRoles, ThingKind.Site,
        (it, who, _) => it.SayAsync(new RoleCommand(it.Database, it.News, it.Clock).GiveAsync(who, "Stranger", Role.Moderator,
            DateOnly.FromDateTime(it.Clock.Now).AddDays(30)))),
    ];

    public Rehearsal(World world)
    {
        World = world;
        Database = new RehearsalDatabase(world.Data.ConnectionString);
        Index = new PeopleIndex(Database, Vocabulary, Clock);
    }

    public World World { get; }
    public RehearsalDatabase Database { get; }
    public Vocabulary Vocabulary { get; } = new();
    public TestClock Clock { get; } = new();
    private PeopleIndex Index { get; }
    private LiveUpdates News { get; } = new();
    private DeliverySignal Signal { get; } = new();

    private ConfirmOrganizationCommand Confirm => new(Database, Vocabulary, News, Clock);
    private SaveListingCommand Listing => new(Database, Vocabulary, Clock);
    private SaveEventCommand Event => new(Database, Vocabulary, News, Clock);
    private OrganizeEventCommand Organize => new(Database, Vocabulary, News, Clock);
    private SuggestCapacityCommand Suggest => new(Database, Vocabulary, Clock);
    private DecideCommand Decide => new(Database, Vocabulary, Index, News, DatabaseFixture.Hash, Clock);
    private AppealCommand Appeals => new(Database, Vocabulary, Index, News, DatabaseFixture.Hash, Clock);

    public async Task OpenAsync()
    {
        await Vocabulary.LoadAsync(Database);
        await Index.LoadAsync();
    }

    public void Dispose()
    {
        Signal.Dispose();
        Index.Dispose();
        Database.Dispose();
    }

    private static EventForm NewEvent(string organizer) => new()
    {
        Kind = EventKind.Online, Title = "Another event", Language = "en", Zone = "Europe/Berlin", Starts = "2026-05-01T17:00", Ends = "2026-05-01T18:00",
        People = [organizer], IsPublic = true,
    };

    /// <summary>The name of the outcome. A refusal has the name of its reason.</summary>
    private async Task<string> SayAsync<T>(Task<T> asked, Func<T, object>? of = null)
    {
        Database.Begin();
        var outcome = await asked;
        return (of is null ? outcome : of(outcome)) switch
        {
            bool isDone => isDone ? "Done" : "Refused",
            ActorStanding standing => standing == ActorStanding.Good ? "Done" : standing.ToString(),
            ProposalRefused refused => refused.Why.ToString(),
            ReportRefused refused => refused.Why.ToString(),
            FormRefused refused => refused.Why.ToString(),
            Enum answer => answer.ToString(),
            var other => other!.GetType().Name,
        };
    }

    private Task<string> ActAsync(Actor who, Thing about, OrganizationAct act, string? name = null) =>
        SayAsync(new OrganizationPeopleCommand(Database, News, Clock).RunAsync(who, about.Id, act, name));

    private Task<string> ActAsync(Actor who, Thing about, ListingAct act) =>
        SayAsync(new ChangeListingCommand(Database, Vocabulary, News, Clock).RunAsync(who, about.Id, act));

    private Task<string> ActAsync(Actor who, Thing about, ExchangeAction act) =>
        SayAsync(new ChangeExchangeCommand(Database, News, Clock).RunAsync(who, about.Id, act, null));

    private Task<string> ProposeAsync(Actor who, Func<Proposal, Proposal> to) => SayAsync(new ProposeCommand(Database, Vocabulary, News, Signal, Clock)
        .RunAsync(who, to(new Proposal { Kind = ExchangeKind.Ask, Capacity = "openrefine", Message = "Hello", Language = "en", FormKey = Guid.NewGuid() })));

    private Task<string> ReportAsync(Actor who, string thing, string key) => SayAsync(new ReportCommand(Database, Vocabulary, News, Clock)
        .RunAsync(new Reporter { Actor = who },
            new ReportForm
            {
                About = new ReportAbout(thing, key), Reason = ReportReason.Insults, Text = "What happened", Language = "en",
                FormKey = Guid.NewGuid()
            }));

    private async Task<string> CurateAsync(Actor who)
    {
        var texts = new Dictionary<string, CapacityTyped> { ["en"] = new("Another capacity", "") };
        var curation = new Curation(Database, Vocabulary, Index, News, Clock);
        var said = await SayAsync(new ChangeCapacityCommand(curation, Vocabulary).AddAsync(who, new NewCapacity { Code = "another-capacity", Texts = texts },
            Guid.NewGuid()), outcome => outcome.Acted);
        // The rollback does not reach the lists in memory.
        if (Database.HasWritten) await OpenAsync();
        return said;
    }
}
