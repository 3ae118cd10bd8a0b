namespace CapX.Tests.Browser;

/// <summary>The URLs that the browser tests open.</summary>
public static class ReadingPages
{
    private static readonly string[] Open =
    [
        "/", "/people", "/people?offers=sparql-queries&language=en&q=villager", "/people?q=nobody+at+all&territory=BR", "/people?all=language",
        "/people?page=3&order=popular&offers=no-such-thing",
        $"/people/{Uri.EscapeDataString(Village.LongGerman)}", $"/people/{Uri.EscapeDataString(Village.LongArabic.Replace(' ', '_'))}",
        "/people/Ada_Everything", "/people/Leer",
        "/capacities", "/capacities?q=%D8%A7%D9%84", "/capacities?q=zzzz", "/capacities/sparql-queries", "/capacities/technology", "/privacy",
        "/privacy/erased", "/paused?returnUrl=%2Fprofile%2Fedit", "/conduct", "/terms", "/report", "/report?thing=person&key=Ada_Everything",
        $"/report?thing=listing&key={Village.Listing}", "/reports", "/transparency",
        "/organizations", "/organizations?offers=sparql-queries&type=user-group&q=sample", "/organizations?q=nothing+at+all&territory=BR&order=popular",
        "/organizations?all=territory",
        $"/organizations/{Village.Group}", $"/organizations/{Village.EmptyGroup}",
        "/listings", "/listings?capacity=sparql-queries&kind=ask&territory=anywhere&state=closed&state=open", "/listings?q=nothing+at+all&order=popular",
        "/listings?all=territory", $"/listings/{Village.Listing}", "/resources", "/search?q=sample", "/search?in=organizations&q=sample", "/search?in=events",
        "/search?in=listings&q=nothing+at+all",
        "/events", "/events?capacity=sparql-queries&kind=both&q=every", "/events?past=1", "/events?q=nothing+at+all&order=popular", $"/events/{Village.Event}",
        $"/events/{Village.CancelledEvent}", $"/events/{Village.PastEvent}",
    ];

    private static readonly string[] Members =
        ["/", "/people", "/privacy/me", "/privacy/me/export", "/profile/edit", "/people/Ada_Everything", "/matches", "/matches?ring=1&languages=any",
        "/exchanges", "/exchanges?over=1", "/wiki-access/ask?returnUrl=/exchanges", "/notifications", "/exchanges/propose?to=Leer&kind=offer",
        "/exchanges/propose?organization=sample-group-of-villagers-1", $"/organizations/{Village.Group}", "/organizations/propose",
        $"/organizations/{Village.EmptyGroup}/remove",
        $"/listings/{Village.Listing}", "/listings/new", "/listings/mine",
        $"/events/{Village.Event}", $"/events/{Village.Event}/end", $"/events/{Village.PastEvent}", $"/events/{Village.PastEvent}/learned",
        $"/events/{Village.FullEvent}", "/events/new",
        "/moderation", "/moderation?closed=1", $"/moderation/cases/{VillageCases.Case}", $"/moderation/cases/{VillageCases.Appeal}",
        $"/moderation/cases/{VillageCases.Erased}", "/moderation/words", "/moderation/roles", "/decisions", $"/decisions/{VillageCases.Decision}", "/reports",
        $"/reports/{VillageCases.Receipt}", "/report?thing=person&key=Leer",
        "/capacities", "/capacities/suggest?capacity=openrefine", "/capacities/suggestions", "/capacities/manage", "/capacities/manage?q=open",
        "/capacities/manage/openrefine", "/capacities/manage/openrefine/names", "/capacities/manage/openrefine/move",
        "/capacities/manage/openrefine/merge", "/capacities/manage/openrefine/code", "/capacities/manage/openrefine/retire", "/capacities/manage/add",
        "/capacities/manage/history", "/capacities/manage/suggestions"];

    /// <summary>One URL per template.</summary>
    private static readonly string[] Templates =
        ["/", "/people?offers=sparql-queries&language=en", "/people/Ada_Everything", "/capacities", "/capacities/sparql-queries",
        "/organizations?offers=sparql-queries", $"/organizations/{Village.Group}", "/listings?kind=resource", "/search?in=listings",
        $"/listings/{Village.Listing}", "/events?kind=both", $"/events/{Village.Event}", "/privacy"];

    private static readonly (string Path,
        int Status)[] Failing =
            [("/no-such-page", 404), ("/sign-in?returnUrl=/exchanges", 200), ("/signed-out?reason=erased", 200), ("/sign-in/failed?reason=cancelled", 200),
            ("/sign-in/failed?reason=locked", 403)];

    public static IReadOnlyList<(string Path, int Status)> ForVisitors => [.. Open.Select(path => (path, 200)), .. Failing];

    public static IReadOnlyList<string> ForMembers => Members;

    public static IReadOnlyList<string> OnePerTemplate => Templates;
}
