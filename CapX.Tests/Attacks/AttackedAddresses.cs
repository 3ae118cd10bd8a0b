namespace CapX.Tests.Attacks;

/// <summary>The URLs of every route with the corpus in the query parameters and route values.</summary>
internal static class AttackedAddresses
{
    private const string Everywhere = "uselang";

    /// <summary>Short enough for many parameters in one URL, with a piece of each kind of attack.</summary>
    private const string Short = "zq\"'><b>\u202E\u2066{{zq}}\r\nX: 1;--\0%00=1";

    /// <summary>The lengths of search texts: one that the search accepts, and one with more words than it uses.</summary>
    private const int FewWords = 60;
    private const int ManyWords = 200;

    /// <summary>Hostile route values: some that browsers send, some that they never send, and some that are longer than any name.</summary>
    private static readonly string[] Parts =
        ["zq%22%27%3E%3Cb%3E%E2%80%AE", "..%2F..%2Fzq", "zq%0D%0AX-Zq:1", "zq%FF%FE", "zq%ED%A0%80", "%2F%2Fevil.example%2Fzq", "zq" + new string('x', 3000),
        "99999999999999999999999", "-1", "zq%00"];

    public static IEnumerable<(string[] Who, string Address, bool IsPost)> All(AttackApp app, AttackWorld world, Func<string, ulong> newest)
    {
        foreach (var route in app.Routes.Select(r => new AttackedRoute(r)).Where(r => !r.IsExcused && r.Methods.Contains("GET")))
        {
            var who = Who(route.Pattern);
            var plain = route.With(name => Good(name, route.Pattern, world, newest));
            // A request line may have 8 KB, counted after percent-encoding, so the parameters are sent in chunks.
            foreach (var some in route.Parameters.Append(Everywhere).Chunk(12))
                yield return (who, $"{plain}?{string.Join('&', some.Select(name => $"{name}={Uri.EscapeDataString(Short)}"))}", false);
            // A parameter alone can have an effect that it does not have together with the others.
            foreach (var name in route.IsPage && !route.IsList ? route.Parameters : [])
                yield return (who[..1], $"{plain}?{name}={Uri.EscapeDataString(Short)}", false);
            if (route.Parameters.Contains("q") || route.Parameters.Contains("Q"))
                foreach (var text in Corpus.For("asked", route.Pattern is "/people" or "/search" ? FewWords : ManyWords))
                    yield return (who[..1], $"{plain}?q={Uri.EscapeDataString(text)}", false);
            foreach (var part in route.Parts)
                foreach (var hostile in Parts)
                    yield return (who[..1], route.With(name => name == part ? hostile : Good(name, route.Pattern, world, newest)), false);
            // Every page accepts a POST, even if it has no form.
            if (route.IsPage) yield return (who[..1], plain, true);
        }
        foreach (var thing in (string[])["person", "organization", "listing", "event", "message", "suggestion"])
            yield return (["visitor", "member"], $"/report?thing={thing}&key={Uri.EscapeDataString(Short)}", false);
    }

    /// <summary>The accounts that can open the page.</summary>
    private static string[] Who(string pattern) => pattern switch
    {
        "/moderation/roles" => ["steward"],
        _ when pattern.StartsWith("/moderation", StringComparison.Ordinal) => ["moderator"],
        _ when pattern.StartsWith("/capacities/manage", StringComparison.Ordinal) || pattern is "/organizations/waiting" or "/organizations/{Slug}/remove" =>
            ["curator"],
        "/events/{Id}/edit" or "/events/{Id}/end" or "/decisions/{Id:long}" => ["organizer"],
        "/welcome" => ["chinese"],
        _ => ["member", "visitor"],
    };

    private static string Good(string name, string pattern, AttackWorld world, Func<string, ulong> newest) => name.ToLowerInvariant() switch
    {
        "username" => "Sample_Member",
        "slug" => world.Organizations[0],
        "key" when pattern.StartsWith("/reports", StringComparison.Ordinal) => world.ReceiptOf(newest("SELECT MAX(id) FROM report WHERE reporter_id = 1001")),
        "code" => "openrefine",
        "act" => "move",
        _ when pattern.Contains("/listings", StringComparison.Ordinal) => $"{world.Listings[0]}",
        _ when pattern.Contains("/events/{Id}/learned", StringComparison.Ordinal) => $"{world.PastEvent}",
        _ when pattern.Contains("/events", StringComparison.Ordinal) => $"{world.Events[0]}",
        _ when pattern.Contains("/outcome", StringComparison.Ordinal) => $"{world.DoneExchange}",
        _ when pattern.StartsWith("/exchanges", StringComparison.Ordinal) => $"{world.Talk}",
        _ when pattern.StartsWith("/moderation", StringComparison.Ordinal) => $"{newest(Sending.PersonCase)}",
        _ when pattern.StartsWith("/decisions", StringComparison.Ordinal) => $"{newest("SELECT MAX(id) FROM decision WHERE person_id = 1002")}",
        _ => $"{newest("SELECT MAX(id) FROM report WHERE reporter_id = 1001")}",
    };
}
