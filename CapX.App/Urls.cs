using System.Globalization;
using CapX.App.I18n;
using CapX.App.Matches;
using CapX.App.People;
using CapX.App.Privacy;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Organizations;

namespace CapX.App;

/// <summary>Every address of the site, built in one place.</summary>
public static partial class Urls
{
    public const string Home = "/";
    public const string Exchanges = "/exchanges";
    public const string ExchangesOver = $"{Exchanges}?over=1";
    public const string Propose = "/exchanges/propose";
    public const string Notifications = "/notifications";
    public const string ReadNotices = "/notifications/read";
    public const string Blocks = $"{Notifications}#blocks";
    public const string Block = "/people/block";
    public const string People = "/people";
    public const string Capacities = "/capacities";
    public const string ManageCapacities = $"{Capacities}/manage";
    public const string AddCapacity = $"{ManageCapacities}/add";
    public const string CapacityHistory = $"{ManageCapacities}/history";
    public const string UndoCapacity = $"{ManageCapacities}/undo";
    public const string WaitingSuggestions = $"{ManageCapacities}/suggestions";
    public const string CapacitySuggestions = $"{Capacities}/suggestions";
    public const string Suggest = $"{Capacities}/suggest";
    public const string Organizations = "/organizations";
    public const string ProposeOrganization = $"{Organizations}/propose";
    public const string WaitingOrganizations = $"{Organizations}/waiting";
    public const string Listings = "/listings";
    public const string MyListings = $"{Listings}/mine";
    public const string Resources = "/resources";
    public const string Events = "/events";
    public const string PastEvents = $"{Events}?{SearchChoice.PastParameter}={SearchChoice.IsPastValue}";
    public const string NewEvent = $"{Events}/new";
    public const string EventFeed = $"{Events}/feed.ics";
    public const string SearchAll = "/search";
    public const string RemovedOrganization = $"{WaitingOrganizations}?removed=1";
    public const string Matches = "/matches";
    public const string EditProfile = "/profile/edit";
    public const string Welcome = "/welcome";
    public const string Paused = "/paused";
    public const string Privacy = "/privacy";
    public const string Conduct = "/conduct";
    public const string Terms = "/terms";
    public const string DeclineWelcome = "/welcome/decline";
    public const string MyPrivacy = "/privacy/me";
    public const string MyPrivacyOtherName = $"{MyPrivacy}?erase={MyPrivacyPage.OtherName}#erase";
    public const string ExportMine = "/privacy/me/export.json";
    public const string MyExport = $"{MyPrivacy}#export";
    public const string ExportPage = "/privacy/me/export";
    public const string MyDrafts = $"{MyPrivacy}#drafts";
    public const string KeepDraft = "/drafts";
    public const string DropDraft = "/privacy/me/drafts/drop";
    public const string MySessions = $"{MyPrivacy}#sessions";
    public const string EndSession = "/privacy/me/sessions/end";

    /// <summary>Through the wiki even for who is signed in, and back to the form that erases.</summary>
    public const string SignInToErase = "/sign-in?fresh=1&returnUrl=%2Fprivacy%2Fme%23erase";
    public const string EraseMine = "/privacy/me/erase";
    public const string Erased = "/privacy/erased";
    public const string SignInStart = "/sign-in";
    public const string SignedOutPage = "/signed-out";
    public const string SignOut = "/sign-out";
    public const string SignOutEverywhere = "/sign-out/everywhere";
    public const string WikiAccess = "/wiki-access";
    public const string WikiAccessAsk = "/wiki-access/ask";
    public const string WikiAccessCallback = "/wiki-access/callback";
    public const string RevokeWikiAccess = "/wiki-access/revoke";
    public const string Language = "/language";
    public const string Appearance = "/appearance";

    /// <summary>Names the filter of a list of which all options are shown.</summary>
    public const string AllParameter = "all";

    public const string CodeOfConduct = "https://foundation.wikimedia.org/wiki/Special:MyLanguage/Policy:Universal_Code_of_Conduct";
    public const string TextLicence = "https://creativecommons.org/licenses/by-sa/4.0/";
    public const string DataLicence = "https://creativecommons.org/publicdomain/zero/1.0/";
    public const string FoundationPrivacy = "https://foundation.wikimedia.org/wiki/Special:MyLanguage/Policy:Privacy_policy";
    public const string Licence = "https://www.gnu.org/licenses/agpl-3.0.html";

    /// <summary>A person's page; spaces are written as underscores, as on the wikis.</summary>
    public static string Person(string username) => $"{People}/{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    public static string Exchange(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Exchanges}/{id}");

    /// <summary>An exchange that says why what was wanted was not done.</summary>
    public static string ExchangeRefused(ulong id, ExchangeAnswer why) => $"{Exchange(id)}?refused={why.ToString().ToLowerInvariant()}";

    public static string ExchangeOutcome(ulong id) => $"{Exchange(id)}/outcome";

    public static string ExchangeMessages(ulong id) => $"{Exchange(id)}/messages";

    public static string ExchangeRead(ulong id) => $"{Exchange(id)}/read";

    public static string ExchangeChange(ulong id) => $"{Exchange(id)}/change";

    /// <summary>The form of a proposal: "ask" for help or "offer" it, about a capacity if one is named.</summary>
    public static string ProposeTo(string username, ExchangeKind kind, string? capacity = null) =>
        WithQuery(Propose, [new("to", username), new("kind", kind.ToString().ToLowerInvariant()), new("capacity", capacity ?? "")]);

    /// <summary>The form of a proposal to an organization.</summary>
    public static string ProposeToOrganization(string slug, ExchangeKind kind) =>
        WithQuery(Propose, [new("organization", slug), new("kind", kind.ToString().ToLowerInvariant())]);

    public static string Organization(string slug) => $"{Organizations}/{slug}";

    public static string EditOrganization(string slug) => $"{Organization(slug)}/edit";

    /// <summary>Where a curator refuses or removes it.</summary>
    public static string RemoveOrganization(string slug) => $"{Organization(slug)}/remove";

    public static string OrganizationHistory(string slug) => $"{Organization(slug)}/history";

    /// <summary>An organization's page that says what came of something wanted there.</summary>
    public static string OrganizationSaying(string slug, string what, OrganizationActed came) =>
        $"{Organization(slug)}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    public static string OrganizationAct(string slug) => $"{Organization(slug)}/act";

    public static string MergeOrganization(string slug) => $"{Organization(slug)}/merge";

    public static string Listing(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Listings}/{id}");

    public static string EditListing(ulong id) => $"{Listing(id)}/edit";

    public static string ListingAct(ulong id) => $"{Listing(id)}/act";

    /// <summary>The form of a new listing, of a kind and in the name of an organization if these are named.</summary>
    public static string PostListing(string? kind = null, string? organization = null) =>
        WithQuery($"{Listings}/new", [new("kind", kind ?? ""), new("as", organization ?? "")]);

    /// <summary>The form of a proposal about a listing.</summary>
    public static string ProposeAbout(ulong listing) => string.Create(CultureInfo.InvariantCulture, $"{Propose}?listing={listing}");

    /// <summary>A page that says what came of something wanted there.</summary>
    public static string Saying<TWhat, TCame>(string page, TWhat what, TCame came) where TWhat : struct, Enum where TCame : struct, Enum =>
        $"{page}?did={what.ToString().ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    public static string FeedOf(SearchList list) => $"{list.Path}/feed.atom";

    /// <summary>What a choice finds, as a feed.</summary>
    public static string Feed(SearchChoice choice) => WithQuery(FeedOf(choice.List), choice.ToQuery());
    public static string Event(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Events}/{id}");

    public static string EditEvent(ulong id) => $"{Event(id)}/edit";

    public static string EventAct(ulong id) => $"{Event(id)}/act";

    /// <summary>Asks whether an event is to be cancelled or deleted.</summary>
    public static string EndEvent(ulong id) => $"{Event(id)}/end";

    public static string EventLearned(ulong id) => $"{Event(id)}/learned";

    public static string EventCalendar(ulong id) => $"{Event(id)}.ics";

    /// <summary>The name of one event's calendar as a file.</summary>
    public static string EventFile(ulong id) => string.Create(CultureInfo.InvariantCulture, $"event-{id}.ics");

    /// <summary>An event's page that says what came of something wanted there.</summary>
    public static string EventSaying(ulong id, string what, EventActed came) =>
        $"{Event(id)}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    /// <summary>The list of events that says what came of something wanted at one that is not to be seen any more.</summary>
    public static string EventsSaying(string what, EventActed came) => $"{Events}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    /// <summary>The calendar of what a list of events finds, to come and of the last months. It names the language: a calendar program has none.</summary>
    public static string EventFeedOf(SearchChoice choice, string language)
    {
        var found = new SearchChoice(choice.List) { Queries = choice.Queries, Codes = choice.Codes };
        return WithQuery(EventFeed, found.ToQuery().Append(new(LanguageChoice.Parameter, language == MessageCatalog.KeysOnly ? "" : language)));
    }

    /// <summary>An address of this site by which a browser opens the calendar program, for it to subscribe there.</summary>
    public static string Webcal(string address) => $"webcal{address[address.IndexOf(':', StringComparison.Ordinal)..]}";

    /// <summary>What a text finds in the tree of capacities.</summary>
    public static string CapacitiesFor(string text) => $"{Capacities}?q={Uri.EscapeDataString(text)}";

    public static string Capacity(string code) => $"{Capacities}/{code}";

    /// <summary>Where curators work on one capacity; that page says what was done there.</summary>
    public static string ManageCapacity(string code, string? did = null) => WithQuery($"{ManageCapacities}/{code}", [new("did", did ?? "")]);

    /// <summary>A curator's form for one capacity: "names", "move", "merge", "code", "retire" or "restore"; prefilled by a suggestion if one is
    /// named.</summary>
    public static string CurateCapacity(string code, string act, ulong? suggestion = null) =>
        WithQuery($"{ManageCapacities}/{code}/{act}", [new("suggestion", Number(suggestion))]);

    public static string AddCapacityFor(string? parent, ulong? suggestion = null) =>
        WithQuery(AddCapacity, [new("parent", parent ?? ""), new("suggestion", Number(suggestion))]);

    public static string CapacityHistoryOf(string? code, int page = 1) =>
        WithQuery(CapacityHistory, [new("capacity", code ?? ""), new("page", page == 1 ? "" : Number((ulong)page))]);

    public static string CapacityHistorySaying(string? code, CapacityActed came) =>
        WithQuery(CapacityHistory, [new("capacity", code ?? ""), new("came", came.ToString().ToLowerInvariant())]);

    public static string WaitingSuggestionsSaying(CapacityActed came) => $"{WaitingSuggestions}?came={came.ToString().ToLowerInvariant()}";

    public static string AnswerSuggestion(ulong id) => $"{WaitingSuggestions}/{Number(id)}/answer";

    public static string WithdrawSuggestion(ulong id) => $"{CapacitySuggestions}/{Number(id)}/withdraw";

    /// <summary>The form of a suggestion, about a capacity if one is named.</summary>
    public static string SuggestAbout(string? code) => WithQuery(Suggest, [new("capacity", code ?? "")]);

    /// <summary>Signs in and comes back; the ways in and out themselves are no place to come back to.</summary>
    public static string SignIn(string returnUrl) => ThenBack(SignInStart, returnUrl);

    public static string WelcomeThen(string returnUrl) => ThenBack(Welcome, returnUrl);

    /// <summary>Where a live page waits until somebody wants it again.</summary>
    public static string PausedThen(string returnUrl) => ThenBack(Paused, returnUrl);
    /// <summary>The link of a page of ours by which a browser goes to the wiki that does not say who navigates.</summary>
    public static string SignInBy(string key, string returnUrl, bool isFresh) =>
        WithQuery(SignInStart,
            [new("fresh", isFresh ? "1" : ""), new("returnUrl", AfterSignIn(returnUrl) is var local and not Home ? local : ""),
            new(WayToWiki.KeyParameter, key)]);

    /// <summary>Where the browser of an ended session goes; everybody can read it, and it leads nowhere by itself.</summary>
    public static string SignedOut(SessionEnd why, string returnUrl) =>
        WithQuery(SignedOutPage, [new("reason", why.Code), new("returnUrl", AfterSignIn(returnUrl) is var local and not Home ? local : "")]);

    public static string SignInFailed(string reason) => $"{SignInStart}/failed?reason={reason}";

    /// <summary>The page that asks whether to go to the wiki for it: what a form leads to, since no form may lead to another site.</summary>
    public static string WikiAccessAskThen(string returnUrl) => ThenBack(WikiAccessAsk, returnUrl);

    /// <summary>Asks for leave to send on the wiki, and comes back; leaves this site, so never by an enhanced link.</summary>
    public static string WikiAccessThen(string returnUrl) => ThenBack(WikiAccess, returnUrl);

    public static string WikiAccessBy(string key, string? returnUrl) =>
        WithQuery(WikiAccess, [new("returnUrl", AfterSignIn(returnUrl) is var local and not Home ? local : ""), new(WayToWiki.KeyParameter, key)]);

    public static string WikiAccessFailed(string reason, string returnUrl, bool isApproval = false) =>
        WithQuery($"{WikiAccess}/failed", [new("reason", reason), new("returnUrl", AfterSignIn(returnUrl)), new("erase", isApproval ? "1" : "")]);

    /// <summary>Where an account sees and ends what it allowed to programs, on any wiki below its script path.</summary>
    public static string WikiGrants(string wikiBase) => $"{wikiBase}/index.php?title=Special:OAuthManageMyGrants";

    /// <summary>Where somebody goes after signing in: a page of this site, home when it is none.</summary>
    public static string AfterSignIn(string? returnUrl) =>
        LocalUrl.OrHome(returnUrl) is var local && NotBackTo.Any(p => local.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ? Home : local;

    /// <summary>One's own page as somebody signed out meets it.</summary>
    public static string PersonAsVisitor(string username) => $"{Person(username)}?as=visitor";

    /// <summary>A list with this choice; with all options of one filter shown, if one is named.</summary>
    public static string Search(SearchChoice choice, string? all = null) => WithQuery(choice.List.Path, [.. choice.ToQuery(), new(AllParameter, all ?? "")]);

    /// <summary>The asker's matches with these conditions.</summary>
    public static string MatchesWith(MatchChoice choice) => WithQuery(Matches, MatchParameters.ToQuery(choice));

    public static string PeopleWho(PeopleFacet facet, string code) => Search(PeopleFilterParser.ToChoice(new PeopleFilter().With(facet, [code])));

    /// <summary>A person's page on the wiki where accounts live; below the script path it is found on any wiki.</summary>
    public static string WikiUser(string wikiBase, string username) => $"{wikiBase}/index.php?title=User:{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    /// <summary>A page of Meta by its title.</summary>
    public static string MetaPage(string title) =>
        "https://meta.wikimedia.org/wiki/" + Uri.EscapeDataString(title.Replace(' ', '_'))
            .Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal);

    public static string WikidataItem(string item) => $"https://www.wikidata.org/wiki/{item}";

    private static readonly string[] NotBackTo = [SignInStart, SignedOutPage, SignOut, WikiAccessAsk, WikiAccessCallback, MediaWikiDefaults.CallbackPath];

    private static string ThenBack(string page, string returnUrl) =>
        AfterSignIn(returnUrl) is var local and not Home ? $"{page}?returnUrl={Uri.EscapeDataString(local)}" : page;

    private static string Number(ulong? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string WithQuery(string path, IEnumerable<KeyValuePair<string, string>> query)
    {
        var text = string.Join('&', query.Where(p => p.Value.Length > 0).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        return text.Length == 0 ? path : $"{path}?{text}";
    }
}
