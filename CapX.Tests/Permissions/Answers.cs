using CapX.App.Search;
using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Matches;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Privacy;
using CapX.Data.Search;
using CapX.Data.SignIn;
using CapX.Data.Wiki;
using CapX.Tests.Infra;

namespace CapX.Tests.Permissions;

/// <summary>Runs every query that returns several things or the asker's own data, over everything that exists.</summary>
internal sealed class Answers(World world, PeopleIndex index)
{
    /// <summary>Queries that take a viewer, by name.</summary>
    public static readonly IReadOnlyList<(string Query, Func<Answers, Viewer, Task<object?>> Ask)> ToViewers =
    [
        (nameof(FindPeopleQuery),
        async (it, viewer) =>
            new[] { (await it.People.RunAsync(new PeopleFilter { PageSize = 100 }, viewer)).Items,
                await it.People.ByIdAsync(it.Ids(ThingKind.Person), viewer) }),
        (nameof(FindOrganizationsQuery),
        async (it, viewer) => await new FindOrganizationsQuery(it.Data, it.Catalogue).RunAsync(All(OrganizationContent.Kind), viewer)),
        (nameof(FindListingsQuery),
        async (it, viewer) =>
            new object[] { await it.Listings.RunAsync(All(ListingContent.Kind), viewer),
                await it.Listings.ByIdAsync(it.Ids(ThingKind.Listing), viewer) }),
        (nameof(FindListingsQuery), async (it, viewer) => await it.OfEachAsync(ThingKind.Person, person => it.Listings.PostedByAsync(person.Id, null, viewer))),
        (nameof(FindListingsQuery),
        async (it, viewer) => await it.OfEachAsync(ThingKind.Organization, group => it.Listings.PostedByAsync(null, group.Id, viewer))),
        (nameof(FindEventsQuery),
        async (it, viewer) =>
            new object[] { await it.Events.RunAsync(All(EventContent.Kind), viewer), await it.Events.FeedAsync(All(EventContent.Kind), viewer),
                await it.Events.ByIdAsync(it.Ids(ThingKind.Event), viewer) }),
        (nameof(OrganizedEventsQuery),
        async (it, viewer) => await it.OfEachAsync(ThingKind.Person, person => new OrganizedEventsQuery(it.Data, it.Time).OfPersonAsync(person.Id, viewer))),
        (nameof(OrganizedEventsQuery),
        async (it, viewer) =>
            await it.OfEachAsync(ThingKind.Organization, group => new OrganizedEventsQuery(it.Data, it.Time).OfOrganizationAsync(group.Id, viewer))),
        (nameof(AffiliationsQuery),
        async (it, viewer) => await it.OfEachAsync(ThingKind.Person, person => new AffiliationsQuery(it.Data).RunAsync(person.Id, viewer))),
        (nameof(MatchesQuery), async (it, viewer) => await it.OfEachAsync(ThingKind.Person, person => it.Matches.AskerAsync(viewer, person.Key))),
        (nameof(MatchesQuery),
        async (it, viewer) =>
            await it.Matches.AskerAsync(viewer) is { } asker
                ? new object[] { await it.Matches.MutualAsync(new MatchFilter(), asker), await it.Matches.RingsAsync(new MatchFilter(), asker) } : null),
        (nameof(ReportedQuery),
        async (it, viewer) =>
            await it.OfEachAsync(ThingKind.Listing,
                listing => new ReportedQuery(it.Data, it.Time).RunAsync(new ReportAbout(ListingContent.Kind, $"{listing.Id}"), viewer))),
        (nameof(ReportedQuery),
        async (it, viewer) =>
            await it.OfEachAsync(ThingKind.Event,
                happening => new ReportedQuery(it.Data, it.Time).RunAsync(new ReportAbout(EventContent.Kind, $"{happening.Id}"), viewer))),
        (nameof(ReportedQuery),
        async (it, viewer) =>
            await it.OfEachAsync(ThingKind.Organization,
                group => new ReportedQuery(it.Data, it.Time).RunAsync(new ReportAbout(OrganizationContent.Kind, group.Key), viewer))),
        (nameof(SuggestionsQuery), async (it, viewer) => await new SuggestionsQuery(it.Data, it.Time).WaitingAsync(viewer)),
        (nameof(WaitingOrganizationsQuery), async (it, viewer) => new object?[] { await it.Waiting.RunAsync(viewer), await it.Waiting.UnspokenAsync(viewer) }),
        (nameof(CapacityHistoryQuery), async (it, viewer) => await new CapacityHistoryQuery(it.Data, it.Time).RunAsync(null, 1, viewer)),
    ];

    /// <summary>Queries that return a person's own data, by name. They take the id of that person.</summary>
    public static readonly IReadOnlyList<(string Query, Func<Answers, ulong, Task<object?>> Ask)> ToOwners =
    [
        (nameof(ProfileQuery), async (it, me) => await new ProfileQuery(it.Data, it.Time).RunAsync(me)),
        (nameof(DraftQuery), async (it, me) => await new DraftQuery(it.Data, it.Time).RunAsync(me, "profile")),
        (nameof(SessionsQuery), async (it, me) => await new SessionsQuery(it.Data, it.Time).RunAsync(me)),
        (nameof(MyRolesQuery), async (it, me) => await new MyRolesQuery(it.Data, it.Time).RunAsync(me)),
        (nameof(ContactChoiceQuery), async (it, me) => await new ContactChoiceQuery(it.Data).RunAsync(me)),
        (nameof(BlocksQuery), async (it, me) => await new BlocksQuery(it.Data).RunAsync(me)),
        (nameof(WikiTokenQuery), async (it, me) => await new WikiTokenQuery(it.Data).RunAsync(me)),
        (nameof(ExportQuery), async (it, me) => await new ExportQuery(it.Data, it.Time).RunAsync(me)),
        (nameof(NoticesQuery), async (it, me) => (await new NoticesQuery(it.Data, it.Time).RunAsync(me, 1)).Items),
        (nameof(NoticedExchangesQuery), async (it, me) => await new NoticedExchangesQuery(it.Data).RunAsync(it.Ids(ThingKind.Exchange), me)),
        (nameof(ComingEventsQuery), async (it, me) => await new ComingEventsQuery(it.Data, it.Time).RunAsync(me)),
        (nameof(EventQuery), async (it, me) => await it.OfEachAsync(ThingKind.Event, happening => new EventQuery(it.Data).LostAsync(happening.Id, me))),
        (nameof(ExchangesQuery),
        async (it, me) => new[] { await it.Exchanges.RunAsync(me, false), await it.Exchanges.RunAsync(me, true),
            await it.Exchanges.WaitingAsync(me, it.Time.GetUtcNow().UtcDateTime) }),
        (nameof(FindListingsQuery), async (it, me) => await it.Listings.MineAsync(me)),
        (nameof(SuggestionsQuery), async (it, me) => await new SuggestionsQuery(it.Data, it.Time).MineAsync(me)),
        (nameof(MyDecisionsQuery), async (it, me) => await new MyDecisionsQuery(it.Data).RunAsync(me)),
        (nameof(ReportsQuery), async (it, me) => await new ReportsQuery(it.Data, it.Time).RunAsync(me, null)),
        (nameof(AskedListingQuery),
        async (it, me) => await it.OfEachAsync(ThingKind.Listing, listing => new AskedListingQuery(it.Data, it.Time).RunAsync(listing.Id, me))),
        (nameof(AskedOrganizationQuery),
        async (it, me) => await it.OfEachAsync(ThingKind.Organization, group => new AskedOrganizationQuery(it.Data).RunAsync(group.Key, me))),
        (nameof(DeliveryChannelQuery),
        async (it, me) => await it.OfEachAsync(ThingKind.Organization, group => new DeliveryChannelQuery(it.Data, true).ToOrganizationAsync(me, group.Key))),
    ];

    /// <summary>Queries that reveal nothing that belongs to anyone, each with its reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> TellNothing = new Dictionary<string, string>
    {
        [nameof(CapacityQuery)] = "what a capacity is, which is everybody's to read",
        [nameof(CatalogueQuery)] = "numbers of things; the queries that read them are asked here",
        [nameof(AccountExistsQuery)] = "whether an account is there, for the program",
        [nameof(SessionQuery)] = "who a session's key belongs to: who has the key is that person",
        [nameof(SignedInQuery)] = "whose account to look up on the wiki, for the program",
        [nameof(LiveSessionsQuery)] = "which sessions live, for the program",
        [nameof(TransparencyQuery)] = "numbers, small ones protected",
        [nameof(VerifyLogQuery)] = "whether the log is whole, for whoever deploys",
        [nameof(QueueQuery)] = "what waits, and nothing of what it is about; who sees which case is asked of CaseQuery",
    };

    private Database Data => world.Data.Database;
    private TestClock Time { get; } = new();
    private CatalogueQuery Catalogue => new(Data, Time);
    private FindPeopleQuery People => new(Data, index);
    private FindListingsQuery Listings => new(Data, Catalogue);
    private FindEventsQuery Events => new(Data, Catalogue);
    private ExchangesQuery Exchanges => new(Data);
    private WaitingOrganizationsQuery Waiting => new(Data, Time);
    private MatchesQuery Matches => new(Data, index, People, world.Data.Vocabulary);

    private static CatalogueFilter All(string kind) =>
        new() { Kind = kind, Counted = CatalogueFilterParser.All.First(list => list.Kind == kind).List.Facets };

    private List<ulong> Ids(ThingKind kind) => [.. world.Things.Where(t => t.Kind == kind).Select(t => t.Id)];

    private async Task<List<T>> OfEachAsync<T>(ThingKind kind, Func<Thing, Task<T>> ask)
    {
        var all = new List<T>();
        foreach (var thing in world.Things.Where(t => t.Kind == kind)) all.Add(await ask(thing));
        return all;
    }
}
