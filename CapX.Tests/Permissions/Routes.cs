namespace CapX.Tests.Permissions;

/// <summary>Every URL of the site, by what it is about. A test compares them with the routes of the program.</summary>
internal static class Routes
{
    /// <summary>URLs of one thing. {0} is its id and {1} its key in the URL. The first URL of each kind shows the text of the thing.</summary>
    public static readonly IReadOnlyDictionary<ThingKind, string[]> OfThings = new Dictionary<ThingKind, string[]>
    {
        [ThingKind.Person] = ["/people/{1}", "/api/v1/people/{1}", "/exchanges/propose?to={1}", "/report?thing=person&key={1}"],
        [ThingKind.Organization] = ["/organizations/{1}", "/api/v1/organizations/{1}", "/organizations/{1}/edit", "/organizations/{1}/history",
            "/organizations/{1}/remove", "/exchanges/propose?organization={1}", "/listings/new?as={1}", "/report?thing=organization&key={1}"],
        [ThingKind.Listing] = ["/listings/{0}", "/api/v1/listings/{0}", "/listings/{0}/edit", "/exchanges/propose?listing={0}",
            "/report?thing=listing&key={0}"],
        [ThingKind.Event] = ["/events/{0}", "/api/v1/events/{0}", "/events/{0}/edit", "/events/{0}/end", "/events/{0}/learned", "/events/{0}.ics",
            "/report?thing=event&key={0}"],
        [ThingKind.Exchange] = ["/exchanges/{0}", "/exchanges/{0}/outcome"],
        [ThingKind.Suggestion] = ["/report?thing=suggestion&key={0}"],
        [ThingKind.Report] = ["/reports/{1}"],
        [ThingKind.Case] = ["/moderation/cases/{0}"],
        [ThingKind.Decision] = ["/decisions/{0}"],
    };

    /// <summary>Forms that are posted about one thing.</summary>
    public static readonly IReadOnlyDictionary<ThingKind, (string Url,
        (string, string)[] Fields)[]> Posts = new Dictionary<ThingKind, (string, (string, string)[])[]>
        {
            [ThingKind.Organization] =
        [
            ("/organizations/{1}/act", [("do", "invite"), ("name", "Stranger")]), ("/organizations/{1}/act", [("do", "confirmmember"), ("name", "Former")]),
            ("/organizations/{1}/confirm", []),
            ("/organizations/{1}/merge", [("into", World.MergeTarget)]), ("/organizations/{1}/restore", [("change", "1")]),
        ],
            [ThingKind.Listing] = [("/listings/{0}/act", [("do", "delete")]), ("/listings/{0}/act", [("do", "need")])],
            [ThingKind.Event] = [("/events/{0}/act", [("do", "register")]), ("/events/{0}/act", [("do", "cancel")]), ("/events/{0}/act", [("do", "accept")])],
            [ThingKind.Exchange] = [("/exchanges/{0}/read", []), ("/exchanges/{0}/change", [("do", "accept")]),
            ("/exchanges/{0}/messages", [("text", "Hello"), ("key", "0b7b9a8e-7a0e-4c1e-9a43-0d6f2b1c5a77")])],
            [ThingKind.Suggestion] = [("/capacities/suggestions/{0}/withdraw", []),
            ("/capacities/manage/suggestions/{0}/answer", [("do", "decline"), ("word", "Why")])],
            [ThingKind.Case] = [("/moderation/cases/{0}/claim", []), ("/moderation/cases/{0}/release", []), ("/moderation/cases/{0}/undo/1", [])],
        };

    /// <summary>Pages, lists, feeds and API responses about many things or about the reader. They must not show anything that the reader cannot read.</summary>
    public static readonly string[] Lists =
    [
        "/", "/people", "/people?q=zq", "/api/v1/people", "/api/v1/people?q=zq", "/people/options", "/organizations", "/organizations?q=zq",
        "/api/v1/organizations", "/organizations/options", "/organizations/waiting", "/organizations/propose",
        "/listings", "/listings?q=zq", "/resources?q=zq", "/api/v1/listings", "/listings/feed.atom", "/resources/feed.atom", "/listings/options",
        "/resources/options", "/listings/mine", "/listings/new",
        "/events", "/events?q=zq", "/events?past=1", "/api/v1/events", "/events/feed.ics", "/events/options", "/events/new", "/search",
        "/search?q=zq", "/matches",
        "/exchanges", "/exchanges?over=1", "/notifications", "/reports", "/decisions", "/transparency", "/moderation", "/moderation?closed=1",
        "/moderation/words", "/moderation/roles",
        "/capacities", "/capacities/openrefine", "/capacities/suggest", "/capacities/suggestions", "/capacities/manage", "/capacities/manage/openrefine",
        "/capacities/manage/openrefine/move", "/capacities/manage/openrefine/names",
        "/capacities/manage/add", "/capacities/manage/history", "/capacities/manage/suggestions", "/profile/edit", "/privacy", "/privacy/me",
        "/privacy/me/export", "/privacy/me/export.json", "/privacy/erased", "/paused", "/conduct", "/terms", "/welcome", "/problem",
        "/api/v1/capacities", "/api/v1/languages", "/api/v1/territories", "/report",
    ];

    /// <summary>Routes that no list contains, each with its reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Elsewhere = new Dictionary<string, string>
    {
        ["/favicon.ico"] = "a picture", ["/appearance"] = "a cookie", ["/language"] = "a cookie, and one's own row", ["/healthz"] = "says nothing",
        ["/readyz"] = "says nothing", ["/api/{**rest}"] = "404",
        ["/sign-in"] = "leads to the wiki", ["/signed-out"] = "says nothing of anybody", ["/wiki-access/ask"] = "leads to the wiki",
        ["/sign-in/failed"] = "says nothing of anybody", ["/sign-out"] = "one's own session", ["/sign-out/everywhere"] = "one's own sessions",
        ["/wiki-access"] = "leads to the wiki", ["/wiki-access/callback"] = "from the wiki",
        ["/wiki-access/failed"] = "says nothing of anybody", ["/wiki-access/revoke"] = "one's own leave", ["/welcome/decline"] = "one's own account",
        ["/privacy/me/erase"] = "one's own account", ["/privacy/me/sessions/end"] = "one's own session",
        ["/privacy/me/drafts/drop"] = "rehearsed as Act.DropDraft", ["/drafts"] = "rehearsed as Act.KeepDraft",
        ["/notifications/read"] = "one's own notices", ["/people/block"] = "rehearsed as Act.Block",
        ["/capacities/manage/undo"] = "rehearsed as Act.ChangeCapacity",
        ["/moderation/cases/{id:long:min(1)}/undo/{decision:long:min(1)}"] = "posted above; rehearsed as Act.UndoDecision",
        ["/moderation/words/remove"] = "rehearsed as Act.KeepFlagWords", ["/moderation/roles/take"] = "rehearsed as Act.KeepRoles",
    };
}
