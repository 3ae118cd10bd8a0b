using System.Globalization;
using System.Text.RegularExpressions;
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

/// <summary>Opens every readable URL as every kind of person, from this site and from another site. No data that belongs to anyone may change.</summary>
[Collection(WholeSite.Name)]
public sealed partial class ReadingChangesNothingTests(DatabaseFixture data, TestApp app, ITestOutputHelper output) : IClassFixture<TestApp>
{
    private const int MostOfOneKind = 3;

    /// <summary>Data that reading may change, each with its reason.</summary>
    private static readonly Dictionary<string, string> Technical = new(StringComparer.Ordinal)
    {
        ["daily_count"] = "totals of everybody without identity, written later",
        ["data_protection_key"] = "keys of the program, made when one is first needed",
        ["session.expires_at"] = "a session that is used lives on: the person did nothing but read, and nobody else sees it",
    };

    /// <summary>URLs of the login, of the way back from the wiki, and of other routes that no list contains.</summary>
    private static readonly string[] Elsewhere =
        ["/favicon.ico", "/healthz", "/readyz", "/sign-in", "/sign-in?fresh=1", "/sign-in/failed?reason=locked", "/signed-out?reason=ended", "/wiki-access",
        "/wiki-access/ask?returnUrl=/exchanges", "/wiki-access/failed?reason=cancelled", "/wiki-access/callback", "/api/none", "/report?thing=message&key=1"];

    [Theory]
    [InlineData("cross-site", "GET", false)]
    [InlineData("same-origin", "GET", true)]
    [InlineData("cross-site", "HEAD", true)]
    public async Task No_address_that_is_read_changes_what_belongs_to_somebody(string site, string method, bool isShort)
    {
        app.Clock.Now = TestClock.Start;
        var world = await World.MakeAsync(data);
        await app.Services.GetRequiredService<CapX.Data.Index.PeopleIndex>().LoadAsync();
        await data.ExecuteAsync("""
            INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at)
             SELECT COALESCE(e.recipient_person_id, e.proposer_person_id), 'message', e.id, @Start, @Start FROM exchange e
             WHERE COALESCE(e.recipient_person_id, e.proposer_person_id) IS NOT NULL
            """, new { TestClock.Start });
        var (visited, count) = (new HashSet<string>(StringComparer.Ordinal), 0);
        var browsers = new List<(string Who, TestBrowser Browser)>();
        foreach (var who in World.Askers.Concat(World.Owners).Where(who => !isShort || who is "Moderator" or "Open Owner"))
            browsers.Add((who, await OpenAsync(world, who)));
        var before = await ChecksumsAsync();
        foreach (var (who, browser) in browsers)
        {
            // Things that concern the person, and one other thing of each kind.
            var mine = world.Things.Where(t => !t.IsMissing && world.AskersOf(t).Contains(who)).GroupBy(t => t.Kind)
                .SelectMany(kind => kind.Where(t => t.Relations.ContainsKey(who)).Take(MostOfOneKind)
                .Concat(kind.Where(t => !t.Relations.ContainsKey(who)).Take(1))).ToHashSet();
            var urls = Routes.Lists.Concat(Elsewhere).Concat(from kind in Routes.OfThings
                                                             from thing in world.Things
                                                             where thing.Kind == kind.Key && mine.Contains(thing)
                                                             from url in kind.Value
                                                             select string.Format(CultureInfo.InvariantCulture, url, thing.Id,
                                                                 Uri.EscapeDataString(thing.Key.Replace(' ', '_'))));
            foreach (var url in urls.Distinct())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), url);
                request.Headers.Add("Sec-Fetch-Site", site);
                var answer = await browser.SendAsync(request);
                Assert.True((int)answer.StatusCode < 500, $"{who} {url}: {answer.StatusCode}");
                visited.Add(url);
                count++;
            }
            var after = await ChecksumsAsync();
            Assert.True(before.SequenceEqual(after), $"{who} changed by reading: {string.Join(", ", after.Except(before))}");
        }
        foreach (var (_, browser) in browsers) browser.Dispose();
        output.WriteLine($"{count} readings");
        // A route that no one opened here is not tested.
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsRead)
            .Select(e => "/" + (e.RoutePattern.RawText ?? "").TrimStart('/')).Where(route => !Own().IsMatch(route)).Distinct();
        var paths = visited.Select(url => url.Split('?')[0]).ToHashSet(StringComparer.Ordinal);
        var unread = routes.Where(route =>
            !paths.Any(path => Regex.IsMatch(path, "^" + Segment().Replace(Regex.Escape(route).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "$")))
                .ToList();
        Assert.True(isShort || unread.Count == 0, string.Join('\n', unread));
    }

    private static bool IsRead(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true;

    /// <summary>Checksums of all tables, without the data of <see cref="Technical"/>.</summary>
    private async Task<List<string>> ChecksumsAsync()
    {
        var columns = await data.QueryAsync<Column>("""
            SELECT table_name AS TableName, column_name AS Name FROM information_schema.columns WHERE table_schema = DATABASE()
             ORDER BY table_name, ordinal_position
            """);
        var sums = new List<string>();
        foreach (var table in columns.Where(c => !Technical.ContainsKey(c.TableName)).GroupBy(c => c.TableName))
        {
            var row = string.Join(", ",
                table.Where(c => !Technical.ContainsKey($"{c.TableName}.{c.Name}")).Select(c => $"HEX(COALESCE(CAST(`{c.Name}` AS BINARY), '-'))"));
            sums.AddRange(await data.QueryAsync<string>($"""
                SELECT CONCAT('{table.Key} ', COUNT(*), ' ', COALESCE(SUM(CAST(CONV(LEFT(MD5(CONCAT_WS(' ', {row})), 12), 16, 10) AS UNSIGNED)), 0))
                 FROM `{table.Key}`
                """));
        }
        return sums;
    }

    private async Task<TestBrowser> OpenAsync(World world, string name)
    {
        var browser = app.Open();
        var key = SessionKey.Create();
        await data.ExecuteAsync("INSERT INTO session (id, person_id, created_at, expires_at) VALUES (@Session, @PersonId, @Start, @Ends)",
            new { Session = SessionKey.Hash(key), PersonId = world.Id(name), TestClock.Start, Ends = TestClock.Start.AddDays(13) });
        var cookie = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var identity = new System.Security.Claims.ClaimsIdentity([new("Microsoft.AspNetCore.Authentication.Cookies-SessionId", key)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        browser.Cookies[cookie.Cookie.Name!] = cookie.TicketDataFormat.Protect(new AuthenticationTicket(new(identity),
            CookieAuthenticationDefaults.AuthenticationScheme));
        return browser;
    }

    private sealed record Column
    {
        public required string TableName { get; init; }
        public required string Name { get; init; }
    }

    [GeneratedRegex("^/(_|practice-wiki|.*\\.(css|js|svg|png|woff2|map)(\\.gz|\\.br)?$|$)|\\{\\*\\*|fingerprint|nonfile")]
    private static partial Regex Own();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Segment();
}
