using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;
using Xunit.Abstractions;

namespace CapX.Tests.Permissions;

/// <summary>Every URL of the site, requested by everyone about everything in every state. A thing that a person cannot read gets exactly the same response as a
/// thing that does not exist.</summary>
[Collection(WholeSite.Name)]
public sealed partial class RouteTests(DatabaseFixture data, TestApp app, ITestOutputHelper output) : IClassFixture<TestApp>
{
    private const int AtOnce = 3;

    [Fact]
    public void Every_route_of_the_program_is_in_the_list()
    {
        string[] listed = [.. Routes.OfThings.Values.SelectMany(r => r), .. Routes.Posts.Values.SelectMany(p => p.Select(post => post.Url)),
            .. Routes.Lists];
        var known = listed.Select(url => Parameter().Replace(url.Split('?')[0].Replace("/api/v1", "", StringComparison.Ordinal), "*"))
            .ToHashSet(StringComparer.Ordinal);
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => "/" + (e.RoutePattern.RawText ?? "").TrimStart('/'))
            .Where(route => !Routes.Elsewhere.ContainsKey(route) && !Own().IsMatch(route)).Distinct();
        var unknown = routes.Where(route => !known.Contains(Segment().Replace(route.Replace("/api/v1", "", StringComparison.Ordinal), "*"))
            && !Routes.Lists.Any(list =>
                Regex.IsMatch(list.Split('?')[0], "^" + Segment().Replace(Regex.Escape(route).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "$")))
                    .ToList();
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("suspended")]
    public async Task Nobody_meets_what_is_not_theirs_to_read(string? standing)
    {
        var world = await World.MakeAsync(data);
        await app.Services.GetRequiredService<CapX.Data.Index.PeopleIndex>().LoadAsync();
        if (standing is not null) await data.ExecuteAsync("UPDATE person SET standing = @standing WHERE username NOT LIKE '% Owner'", new { standing });
        var failures = new ConcurrentQueue<string>();
        var count = 0;
        bool IsSuspended(string name) => standing == "suspended" && !name.EndsWith(" Owner", StringComparison.Ordinal);
        // Every suspended person sees what a visitor sees, so one of each kind is enough.
        string?[] askers = standing is null ? [null, .. World.Askers, .. World.Owners] : ["Stranger", "Part", "Curator", "Moderator", "Steward", "Second"];
        await Parallel.ForEachAsync(askers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (asker, _) =>
        {
            using var browser = await OpenAsync(app, world, asker);
            var seenAs = asker is not null && IsSuspended(asker) ? null : asker;
            bool MayRead(Thing thing) => World.MayRead(thing, seenAs, IsSuspended);
            foreach (var (kind, urls) in Routes.OfThings)
            {
                var never = world.Things.Single(t => t.Kind == kind && t.IsMissing);
                foreach (var url in urls)
                {
                    var (status, nothing) = await AskAsync(browser, url, never);
                    foreach (var thing in world.Things.Where(t => t.Kind == kind && !t.IsMissing && (asker is null || world.AskersOf(t).Contains(asker))))
                    {
                        Interlocked.Increment(ref count);
                        var (got, body) = await AskAsync(browser, url, thing);
                        if ((int)got >= 500) failures.Enqueue($"{asker ?? "a visitor"} GET {url} {thing}: {got}");
                        else if (MayRead(thing) && url == urls[0] && !(got == HttpStatusCode.OK && body.Contains(thing.Mark, StringComparison.Ordinal))
                            && IsSuspended(asker ?? "") == false) failures.Enqueue($"{asker ?? "a visitor"} GET {url} {thing}: may read it, and gets {got}");
                        else if (!MayRead(thing) && !(asker is not null && thing.Relations.ContainsKey(asker)) && (got != status || body != nothing))
                            failures.Enqueue($"{asker ?? "a visitor"} GET {url} {thing}: may not, and gets {got} instead of {status}"
                                + Difference(body, nothing));
                    }
                }
            }
            var unreadable = world.Things.Where(t =>
                !t.IsMissing && t.Reading is not null && !MayRead(t) && !(asker is not null && t.Relations.ContainsKey(asker))).ToList();
            foreach (var url in Routes.Lists)
            {
                Interlocked.Add(ref count, unreadable.Count);
                var (got, body) = await AskAsync(browser, url, null);
                if ((int)got >= 500) failures.Enqueue($"{asker ?? "a visitor"} GET {url}: {got}");
                // An export contains what its owner wrote, even if it has been removed.
                foreach (var met in unreadable.Where(t =>
                    t.IsIn(body) && !(url.StartsWith("/privacy/me/export", StringComparison.Ordinal) && t.Writer == asker)))
                    failures.Enqueue($"{asker ?? "a visitor"} GET {url}: meets {met}");
            }
        });
        output.WriteLine($"{count} cases of addresses");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Order().Take(40))}");
    }

    [Fact]
    public async Task Forms_about_what_is_not_theirs_are_answered_as_of_what_never_was_and_change_nothing()
    {
        var world = await World.MakeAsync(data);
        var before = await BytesAsync();
        var (failures, count) = (new List<string>(), 0);
        using var visitor = await OpenAsync(app, world, null);
        foreach (var (kind, posts) in Routes.Posts)
        {
            var things = world.Things.Where(t => t.Kind == kind && !t.IsMissing).ToList();
            // An account may send only sixty forms a minute, so unrelated people take turns.
            var strangers = World.Askers.Where(name =>
                !things.Exists(t => t.Relations.ContainsKey(name)) && !name.EndsWith("Moderator", StringComparison.Ordinal)
                    && name is not ("Curator" or "Conflicted")).ToList();
            foreach (var ((url, fields), turn) in posts.Select((post, turn) => (post, turn)))
            {
                var name = strangers[turn % strangers.Count];
                using var member = await OpenAsync(app, world, name);
                foreach (var (browser, asker) in new[] { (visitor, null), (member, name) })
                {
                    var token = Token().Match(await browser.TextAsync("/")).Groups["token"].Value;
                    var (status, nothing) = await PostAsync(browser, url, world.Things.Single(t => t.Kind == kind && t.IsMissing), token, fields);
                    foreach (var thing in things)
                    {
                        // PermissionTests covers acts that everyone can do on what they can read.
                        if (fields is [("do", "register" or "need" or "accept"), ..]
                            && (World.RelationOf(thing, asker, _ => false).HasFlag(Relation.Reader) || thing.Shown == ThingState.Public)) continue;
                        count++;
                        var (got, body) = await PostAsync(browser, url, thing, token, fields);
                        if ((int)got >= 500 || (got, body) != (status, nothing))
                            failures.Add($"{asker ?? "a visitor"} POST {url} {thing}: {got} instead of {status}{Difference(body, nothing)}");
                    }
                }
            }
        }
        output.WriteLine($"{count} cases of forms");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Take(40))}");
        Assert.Equal(before, await BytesAsync());
    }

    internal static async Task<TestBrowser> OpenAsync(TestApp app, World world, string? name)
    {
        var browser = app.Open();
        if (name is null) return browser;
        var key = SessionKey.Create();
        await world.Data.ExecuteAsync("INSERT INTO session (id, person_id, created_at, expires_at) VALUES (@Session, @PersonId, @Start, @Ends)",
            new { Session = SessionKey.Hash(key), PersonId = world.Id(name), TestClock.Start, Ends = TestClock.Start.AddDays(13) });
        var cookie = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var identity = new System.Security.Claims.ClaimsIdentity([new("Microsoft.AspNetCore.Authentication.Cookies-SessionId", key)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(new(identity), CookieAuthenticationDefaults.AuthenticationScheme);
        browser.Cookies[cookie.Cookie.Name!] = cookie.TicketDataFormat.Protect(ticket);
        return browser;
    }

    internal static string Address(string url, Thing? about) =>
        about is null ? url : string.Format(CultureInfo.InvariantCulture, url, about.Id, Uri.EscapeDataString(about.Key.Replace(' ', '_')));

    private static async Task<(HttpStatusCode, string)> AskAsync(TestBrowser browser, string url, Thing? about)
    {
        var response = await browser.GetAsync(Address(url, about));
        var body = $"{response.Headers.Location} {await response.Content.ReadAsStringAsync()}";
        return (response.StatusCode, about is null ? body : Plain(body, about));
    }

    private static async Task<(HttpStatusCode, string)> PostAsync(TestBrowser browser, string url, Thing about, string token, (string, string)[] fields)
    {
        var response = await browser.PostAsync(Address(url, about), [("__RequestVerificationToken", token), .. fields]);
        return (response.StatusCode, Plain($"{response.Headers.Location} {await response.Content.ReadAsStringAsync()}", about));
    }

    /// <summary>Removes what differs between two responses about the same thing: form keys, request ids and the requested URL.</summary>
    private static string Plain(string body, Thing about)
    {
        var plain = Varying().Replace(body, "").Replace("%2F", "/", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal);
        foreach (var name in (string[])[about.Key, about.Key.Replace(' ', '_'), Uri.EscapeDataString(about.Key)])
            if (name.Length > 0) plain = Regex.Replace(plain, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])", "*");
        return Digits().Replace(plain, "#");
    }

    private static string Difference(string a, string b)
    {
        if (a == b) return "";
        var at = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        return $": …{a[Math.Max(0, at - 20)..Math.Min(a.Length, at + 60)]}… / …{b[Math.Max(0, at - 20)..Math.Min(b.Length, at + 60)]}…".ReplaceLineEndings(" ");
    }

    private async Task<string> BytesAsync()
    {
        var tables = (string[])["organization", "organization_person", "listing", "listing_need", "event", "event_organizer", "event_registration", "exchange",
            "exchange_message", "capacity_suggestion", "moderation_case", "decision", "notice"];
        return string.Join('\n', await data.QueryAsync<string>(string.Join(" UNION ALL ", tables.Select(t => $"SELECT CONCAT('{t} ', COUNT(*)) FROM {t}"))))
            + string.Join('\n', await data.QueryAsync<string>("""
                SELECT CONCAT(id, state) FROM exchange UNION ALL SELECT CONCAT(id, state) FROM listing UNION ALL SELECT CONCAT(id, state) FROM event UNION ALL
                 SELECT CONCAT(id, state) FROM organization UNION ALL SELECT CONCAT(id, COALESCE(claimed_by, 0)) FROM moderation_case
                """));
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Segment();

    [GeneratedRegex("^/(_|practice-wiki|.*\\.(css|js|svg|png|woff2|map)(\\.gz|\\.br)?$|$)|\\{\\*\\*|fingerprint|nonfile")]
    private static partial Regex Own();

    [GeneratedRegex(" value=\"[^\"]*\"|\"(traceId|requestId)\":\"[^\"]*\"|0HN[0-9A-Z]+:[0-9A-F]+|<svg.*?</svg>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Varying();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
