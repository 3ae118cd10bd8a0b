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

/// <summary>Builds all URLs of the site.</summary>
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

    /// <summary>Goes through the wiki even when logged in, and returns to the form that deletes the account.</summary>
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

    /// <summary>The query string parameter that names the filter whose options are all shown.</summary>
    public const string AllParameter = "all";

    public const string CodeOfConduct = "https://foundation.wikimedia.org/wiki/Special:MyLanguage/Policy:Universal_Code_of_Conduct";
    public const string TextLicence = "https://creativecommons.org/licenses/by-sa/4.0/";
    public const string DataLicence = "https://creativecommons.org/publicdomain/zero/1.0/";
    public const string FoundationPrivacy = "https://foundation.wikimedia.org/wiki/Special:MyLanguage/Policy:Privacy_policy";
    public const string Licence = "https://www.gnu.org/licenses/agpl-3.0.html";

    /// <summary>A person's page. Spaces become underscores, as on wikis.</summary>
    public static string Person(string username) => $"{People}/{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    public static string Exchange(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Exchanges}/{id}");

    /// <summary>An exchange with the reason why an action was refused.</summary>
    public static string ExchangeRefused(ulong id, ExchangeActResult why) => $"{Exchange(id)}?refused={why.ToString().ToLowerInvariant()}";

    public static string ExchangeOutcome(ulong id) => $"{Exchange(id)}/outcome";

    public static string ExchangeMessages(ulong id) => $"{Exchange(id)}/messages";

    public static string ExchangeRead(ulong id) => $"{Exchange(id)}/read";

    public static string ExchangeChange(ulong id) => $"{Exchange(id)}/change";

    /// <summary>The proposal form to ask a person for help or to offer it, optionally about a capacity.</summary>
    public static string ProposeTo(string username, ExchangeKind kind, string? capacity = null) =>
        WithQuery(Propose, [new("to", username), new("kind", kind.ToString().ToLowerInvariant()), new("capacity", capacity ?? "")]);

    /// <summary>The proposal form for an organization.</summary>
    public static string ProposeToOrganization(string slug, ExchangeKind kind) =>
        WithQuery(Propose, [new("organization", slug), new("kind", kind.ToString().ToLowerInvariant())]);

    public static string Organization(string slug) => $"{Organizations}/{slug}";

    public static string EditOrganization(string slug) => $"{Organization(slug)}/edit";

    /// <summary>The page where a curator rejects or removes an organization.</summary>
    public static string RemoveOrganization(string slug) => $"{Organization(slug)}/remove";

    public static string OrganizationHistory(string slug) => $"{Organization(slug)}/history";

    /// <summary>An organization's page with the outcome of an action.</summary>
    public static string OrganizationSaying(string slug, string what, OrganizationActResult came) =>
        $"{Organization(slug)}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    public static string OrganizationAct(string slug) => $"{Organization(slug)}/act";

    public static string MergeOrganization(string slug) => $"{Organization(slug)}/merge";

    public static string Listing(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Listings}/{id}");

    public static string EditListing(ulong id) => $"{Listing(id)}/edit";

    public static string ListingAct(ulong id) => $"{Listing(id)}/act";

    /// <summary>The form for a new listing, optionally with kind and organization.</summary>
    public static string PostListing(string? kind = null, string? organization = null) =>
        WithQuery($"{Listings}/new", [new("kind", kind ?? ""), new("as", organization ?? "")]);

    /// <summary>The proposal form about a listing.</summary>
    public static string ProposeAbout(ulong listing) => string.Create(CultureInfo.InvariantCulture, $"{Propose}?listing={listing}");

    /// <summary>A page with the outcome of an action.</summary>
    public static string Saying<TWhat, TCame>(string page, TWhat what, TCame came) where TWhat : struct, Enum where TCame : struct, Enum =>
        $"{page}?did={what.ToString().ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    public static string FeedOf(SearchList list) => $"{list.Path}/feed.atom";

    /// <summary>The results of a search as a feed.</summary>
    public static string Feed(SearchChoice choice) => WithQuery(FeedOf(choice.List), choice.ToQuery());
    public static string Event(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Events}/{id}");

    public static string EditEvent(ulong id) => $"{Event(id)}/edit";

    public static string EventAct(ulong id) => $"{Event(id)}/act";

    /// <summary>The page that asks whether to cancel or delete an event.</summary>
    public static string EndEvent(ulong id) => $"{Event(id)}/end";

    public static string EventLearned(ulong id) => $"{Event(id)}/learned";

    public static string EventCalendar(ulong id) => $"{Event(id)}.ics";

    /// <summary>The file name of an event's calendar.</summary>
    public static string EventFile(ulong id) => string.Create(CultureInfo.InvariantCulture, $"event-{id}.ics");

    /// <summary>An event's page with the outcome of an action.</summary>
    public static string EventSaying(ulong id, string what, EventActResult came) =>
        $"{Event(id)}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    /// <summary>The list of events with the outcome of an action on an event that the user can no longer see.</summary>
    public static string EventsSaying(string what, EventActResult came) => $"{Events}?did={what.ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    /// <summary>The calendar of a list of events, upcoming and of the last months. Includes the language, because calendar programs send none.</summary>
    public static string EventFeedOf(SearchChoice choice, string language)
    {
        var found = new SearchChoice(choice.List) { Queries = choice.Queries, Codes = choice.Codes };
        return WithQuery(EventFeed, found.ToQuery().Append(new(LanguageChoice.Parameter, language == MessageCatalog.KeysOnly ? "" : language)));
    }

    /// <summary>The webcal: form of a URL of this site. Browsers open it in the calendar program, which subscribes to it.</summary>
    public static string Webcal(string address) => $"webcal{address[address.IndexOf(':', StringComparison.Ordinal)..]}";

    /// <summary>The results of a search in the tree of capacities.</summary>
    public static string CapacitiesFor(string text) => $"{Capacities}?q={Uri.EscapeDataString(text)}";

    public static string Capacity(string code) => $"{Capacities}/{code}";

    /// <summary>The curators' page of a capacity, optionally with the change just made.</summary>
    public static string ManageCapacity(string code, string? did = null) => WithQuery($"{ManageCapacities}/{code}", [new("did", did ?? "")]);

    /// <summary>A curator's form for a capacity: "names", "move", "merge", "code", "retire" or "restore". Optionally filled from a suggestion.</summary>
    public static string CurateCapacity(string code, string act, ulong? suggestion = null) =>
        WithQuery($"{ManageCapacities}/{code}/{act}", [new("suggestion", Number(suggestion))]);

    public static string AddCapacityFor(string? parent, ulong? suggestion = null) =>
        WithQuery(AddCapacity, [new("parent", parent ?? ""), new("suggestion", Number(suggestion))]);

    public static string CapacityHistoryOf(string? code, int page = 1) =>
        WithQuery(CapacityHistory, [new("capacity", code ?? ""), new("page", page == 1 ? "" : Number((ulong)page))]);

    public static string CapacityHistorySaying(string? code, CapacityActResult came) =>
        WithQuery(CapacityHistory, [new("capacity", code ?? ""), new("came", came.ToString().ToLowerInvariant())]);

    public static string WaitingSuggestionsSaying(CapacityActResult came) => $"{WaitingSuggestions}?came={came.ToString().ToLowerInvariant()}";

    public static string AnswerSuggestion(ulong id) => $"{WaitingSuggestions}/{Number(id)}/answer";

    public static string WithdrawSuggestion(ulong id) => $"{CapacitySuggestions}/{Number(id)}/withdraw";

    /// <summary>The form for a suggestion, optionally about a capacity.</summary>
    public static string SuggestAbout(string? code) => WithQuery(Suggest, [new("capacity", code ?? "")]);

    /// <summary>Logs in and returns. Login and logout pages themselves are never returned to.</summary>
    public static string SignIn(string returnUrl) => ThenBack(SignInStart, returnUrl);

    public static string WelcomeThen(string returnUrl) => ThenBack(Welcome, returnUrl);

    /// <summary>The page where a paused live page waits for a click.</summary>
    public static string PausedThen(string returnUrl) => ThenBack(Paused, returnUrl);
    /// <summary>A link with a key to log in at the wiki, for browsers that do not send Sec-Fetch headers.</summary>
    public static string SignInBy(string key, string returnUrl, bool isFresh) =>
        WithQuery(SignInStart,
            [new("fresh", isFresh ? "1" : ""), new("returnUrl", AfterSignIn(returnUrl) is var local and not Home ? local : ""),
            new(WayToWiki.KeyParameter, key)]);

    /// <summary>The page for the browser of an ended session. Open to everyone, without automatic redirect.</summary>
    public static string SignedOut(SessionEnd why, string returnUrl) =>
        WithQuery(SignedOutPage, [new("reason", why.Code), new("returnUrl", AfterSignIn(returnUrl) is var local and not Home ? local : "")]);

    public static string SignInFailed(string reason) => $"{SignInStart}/failed?reason={reason}";

    /// <summary>The page that asks whether to go to the wiki for permission to send. Forms redirect to it, because no form may lead to
    /// another site.</summary>
    public static string WikiAccessAskThen(string returnUrl) => ThenBack(WikiAccessAsk, returnUrl);

    /// <summary>Asks for permission to send on the wiki, and returns. Leaves this site, so it must not be used in an enhanced link.</summary>
    public static string WikiAccessThen(string returnUrl) => ThenBack(WikiAccess, returnUrl);

    public static string WikiAccessBy(string key, string? returnUrl) =>
        WithQuery(WikiAccess, [new("returnUrl", AfterSignIn(returnUrl) is var local and not Home ? local : ""), new(WayToWiki.KeyParameter, key)]);

    public static string WikiAccessFailed(string reason, string returnUrl, bool isApproval = false) =>
        WithQuery($"{WikiAccess}/failed", [new("reason", reason), new("returnUrl", AfterSignIn(returnUrl)), new("erase", isApproval ? "1" : "")]);

    /// <summary>The wiki page where an account manages the grants it gave to applications. The same on any wiki, below its script path.</summary>
    public static string WikiGrants(string wikiBase) => $"{wikiBase}/index.php?title=Special:OAuthManageMyGrants";

    /// <summary>The page to show after a login. Home when the address is not local.</summary>
    public static string AfterSignIn(string? returnUrl) =>
        LocalUrl.OrHome(returnUrl) is var local && NotBackTo.Any(p => local.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ? Home : local;

    /// <summary>A person's own page as visitors see it.</summary>
    public static string PersonAsVisitor(string username) => $"{Person(username)}?as=visitor";

    /// <summary>A list with this choice, optionally with all options of one filter shown.</summary>
    public static string Search(SearchChoice choice, string? all = null) => WithQuery(choice.List.Path, [.. choice.ToQuery(), new(AllParameter, all ?? "")]);

    /// <summary>The user's matches with these filters.</summary>
    public static string MatchesWith(MatchChoice choice) => WithQuery(Matches, MatchParameters.ToQuery(choice));

    public static string PeopleWho(PeopleFacet facet, string code) => Search(PeopleFilterParser.ToChoice(new PeopleFilter().With(facet, [code])));

    /// <summary>A user page on the wiki of the accounts. The same on any wiki, below its script path.</summary>
    public static string WikiUser(string wikiBase, string username) => $"{wikiBase}/index.php?title=User:{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    /// <summary>A page on Meta by title.</summary>
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
