namespace CapX.Tests.Attacks;

/// <summary>Which accounts open which URLs, so that someone with access opens every page, feed, file and response that contains people's texts.</summary>
internal static class AttackedPages
{
    private static readonly string[] Everybody =
    [
        "/", "/people?pageSize=100", "/people?q=zq&pageSize=100", "/people?offers=openrefine&offers=sparql-queries", "/organizations", "/organizations?q=zq",
        "/listings?pageSize=100", "/listings?q=zq", "/resources?pageSize=100", "/events?pageSize=100", "/events?past=1",
        "/search?q=zq", "/search?in=organizations&q=zq", "/search?in=listings&q=zq", "/search?in=events&q=zq", "/capacities", "/capacities?q=zq",
        "/capacities/openrefine", "/capacities/technology", "/capacities/added-0", "/people/Sample_Organizer", "/people/Sample_Member",
        "/report", "/report?thing=person&key=Sample_Member", "/reports", "/transparency", "/privacy", "/privacy/erased", "/paused?returnUrl=/people",
        "/conduct", "/terms", "/sign-in?returnUrl=/exchanges", "/signed-out?reason=ended&returnUrl=/exchanges", "/sign-in/failed?reason=locked",
        "/wiki-access/failed?reason=cancelled", "/healthz", "/no-such-page",
        "/listings/feed.atom?pageSize=100", "/resources/feed.atom?pageSize=100", "/events/feed.ics", "/api/v1/people?pageSize=100",
        "/api/v1/people/Sample_Member", "/api/v1/organizations", "/api/v1/listings?pageSize=100", "/api/v1/events?pageSize=100",
        "/api/v1/capacities", "/api/v1/territories", "/api/v1/languages", "/people/options?facet=offers", "/organizations/options?facet=offers",
        "/listings/options?facet=capacity", "/resources/options?facet=capacity", "/events/options?facet=capacity",
    ];

    private static readonly string[] Members =
    [
        "/", "/privacy/me", "/privacy/me?erase=other-name", "/privacy/me/export", "/privacy/me/export.json", "/notifications", "/exchanges",
        "/exchanges?over=1", "/matches", "/matches?ring=1", "/listings/mine", "/listings/new", "/events/new", "/organizations/propose",
        "/profile/edit", "/welcome",
        "/decisions", "/reports", "/capacities/suggest?capacity=openrefine", "/capacities/suggestions", "/wiki-access/ask?returnUrl=/exchanges",
    ];

    private static readonly string[] Curators =
    [
        "/capacities/manage", "/capacities/manage?q=zq", "/capacities/manage/openrefine", "/capacities/manage/added-0", "/capacities/manage/added-0/names",
        "/capacities/manage/openrefine/move", "/capacities/manage/openrefine/merge", "/capacities/manage/openrefine/code",
        "/capacities/manage/openrefine/retire", "/capacities/manage/openrefine/restore", "/capacities/manage/add", "/capacities/manage/history",
        "/capacities/manage/suggestions", "/organizations/waiting", "/notifications",
    ];

    private static readonly string[] Moderators = ["/moderation", "/moderation?closed=1", "/moderation/words", "/notifications"];

    public static IEnumerable<(string Who, string Url)> All(AttackWorld world, Func<string, ulong> newest)
    {
        var (listing, one) = (world.Listings[0], world.Events[0]);
        var organization = $"/organizations/{world.Organizations[0]}";
        var suggestion = newest("SELECT MAX(id) FROM capacity_suggestion WHERE state = 'waiting'");
        var (cases, decision) = (newest(Sending.PersonCase), newest("SELECT MIN(id) FROM decision"));
        return
        [
            .. Everybody.Concat(world.Listings.Take(6).Select(id => $"/listings/{id}")).Concat(world.Events.Take(6).Select(id => $"/events/{id}"))
                .Select(url => ("visitor", url)),
            .. new[] { organization, $"/events/{one}.ics", $"/events/{world.PastEvent}", $"/api/v1{organization}", $"/api/v1/listings/{listing}",
                $"/api/v1/events/{one}", $"/report?thing=listing&key={listing}", $"/report?thing=event&key={one}",
                $"/report?thing=organization&key={world.Organizations[0]}", $"/reports/{world.ReceiptOf(newest("SELECT MIN(id) FROM report"))}" }.Select(url =>
                    ("visitor", url)),
            .. world.Usernames.Select(name => ("visitor", $"/people/{Uri.EscapeDataString(name.Replace(' ', '_'))}")),
            .. world.Usernames.Take(3).Select(name => ("visitor", $"/api/v1/people/{Uri.EscapeDataString(name)}")),
            .. Members.Concat([organization, $"{organization}/edit", $"{organization}/history", $"/listings/{listing}", $"/listings/{listing}/edit",
                $"/events/{one}", $"/events/{world.PastEvent}", $"/events/{world.PastEvent}/learned", $"/exchanges/{world.Talk}",
                $"/exchanges/{world.DoneExchange}", $"/exchanges/{world.DoneExchange}/outcome", $"/exchanges/{world.Proposed[0]}",
                $"/exchanges/{newest("SELECT MAX(id) FROM exchange WHERE hope IS NOT NULL")}",
                "/people/Sample_Organizer", $"/exchanges/propose?to={Uri.EscapeDataString(world.Usernames[2])}&kind=ask",
                $"/exchanges/propose?organization={world.Organizations[0]}", "/exchanges/propose?to=Sample_Organizer",
                $"/report?thing=message&key={newest("SELECT MAX(id) FROM exchange_message")}",
                $"/reports/{world.ReceiptOf(newest("SELECT MAX(id) FROM report WHERE reporter_id = 1001"))}",
                $"/matches?through={Uri.EscapeDataString(world.Usernames[0])}", "/people?pageSize=100", "/events?q=invitation",
                $"/events/{newest("SELECT event_id FROM event_organizer WHERE standing = 'invited' AND person_id = 1001")}"]).Select(url => ("member", url)),
            .. new[] { "/", "/notifications", "/exchanges", "/exchanges?over=1", "/decisions", $"/decisions/{decision}", "/decisions/9004", $"/events/{one}",
                $"/events/{one}/edit", $"/events/{one}/end", $"/exchanges/{world.DoneExchange}", $"/exchanges/propose?listing={listing}",
                $"/exchanges/{world.Talk}", $"/exchanges/{world.Proposed[0]}", $"/listings/{listing}",
                $"/exchanges/{newest("SELECT MAX(id) FROM exchange WHERE hope IS NOT NULL")}", "/privacy/me/export", "/privacy/me/export.json",
                organization }.Select(url => ("organizer", url)),
            .. Curators.Concat([organization, $"{organization}/history", $"{organization}/remove", "/organizations/sample-waiting",
                $"/capacities/manage/add?suggestion={suggestion}", $"/report?thing=suggestion&key={suggestion}"]).Select(url => ("curator", url)),
            .. Moderators.Concat([$"/moderation/cases/{cases}",
                $"/moderation/cases/{newest("SELECT MAX(id) FROM moderation_case WHERE thing = 'listing' AND closed_at IS NULL")}", "/moderation/cases/9001",
                "/moderation/cases/9002", "/moderation/cases/9003"]).Select(url => ("moderator", url)),
            .. Moderators.Append($"/moderation/cases/{newest(Sending.AppealCase)}").Append($"/moderation/cases/{cases}").Select(url => ("moderator-two", url)),
            ("steward", "/moderation/roles"), ("steward", "/notifications"), ("chinese", "/welcome?returnUrl=/people"), ("visitor", "/favicon.ico"),
            ("visitor", "/readyz"),
        ];
    }
}
