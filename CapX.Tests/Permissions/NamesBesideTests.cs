using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Permissions;

/// <summary>Every page, list, feed, file and API response shows the user name beside each display name.</summary>
[Collection(WholeSite.Name)]
public sealed partial class NamesBesideTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>
{
    /// <summary>Pages that show only the person's own form and data.</summary>
    private static readonly string[] OneselfOnly = ["/profile/edit", "/privacy/me"];

    /// <summary>URLs that must show a display name, so that the test does not pass on empty pages.</summary>
    private static readonly string[] Met =
    [
        "/", "/people", "/people/{1}", "/api/v1/people", "/api/v1/people/{1}", "/exchanges/propose?to={1}", "/report?thing=person&key={1}",
        "/organizations/{1}", "/listings", "/listings/{0}", "/listings/feed.atom", "/events", "/events/{0}", "/api/v1/events/{0}", "/search?q=zq",
        "/exchanges", "/exchanges/{0}", "/exchanges/{0}/outcome", "/notifications", "/matches",
    ];

    [Fact]
    public async Task The_user_name_stands_beside_every_display_name()
    {
        var world = await World.MakeAsync(data);
        await data.ExecuteAsync("""
            UPDATE person SET display_name = CONCAT('Zqshown', id);
            INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at) SELECT proposer_person_id, 'answer', id, @Start, @Start FROM exchange
             WHERE proposer_person_id IS NOT NULL;
            INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at) SELECT recipient_person_id, 'proposal', id, @Start, @Start FROM exchange
             WHERE recipient_person_id IS NOT NULL;
            INSERT INTO person_capacity (person_id, role, capacity_id) SELECT p.id, IF(p.username = 'Stranger', 'wants', 'offers'), c.id FROM person p
             JOIN capacity c ON c.code = 'technology' WHERE p.username IN ('Stranger', 'Open Owner');
            INSERT INTO person_capacity (person_id, role, capacity_id) SELECT p.id, IF(p.username = 'Stranger', 'offers', 'wants'), c.id FROM person p
             JOIN capacity c ON c.code = 'communication' WHERE p.username IN ('Stranger', 'Open Owner');
            INSERT INTO person_language (person_id, language, level) SELECT id, 'en', '5' FROM person WHERE username IN ('Stranger', 'Open Owner');
            INSERT IGNORE INTO listing_need (listing_id, person_id, since_at) SELECT l.id, p.id, @Start FROM listing l JOIN person o ON o.id = l.person_id
             AND o.username = 'Open Owner' JOIN person p ON p.username = 'Stranger';
            """, new { TestClock.Start });
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        var names = (await data.QueryAsync<(ulong, string)>("SELECT id, username FROM person")).ToDictionary(p => p.Item1, p => p.Item2);
        var (failures, met) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<string, bool>());
        string?[] askers = [null, "Stranger", "Open Owner", "Second", "Invited", "Part", "Registered", "Curator", "Moderator", "Steward"];
        await Parallel.ForEachAsync(askers, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (asker, token) =>
        {
            using var browser = await RouteTests.OpenAsync(app, world, asker);
            var asked = Routes.OfThings.SelectMany(kind =>
                kind.Value.SelectMany(url => world.Things.Where(t => t.Kind == kind.Key && !t.IsMissing).Select(thing => (url, (Thing?)thing))))
                    .Concat(Routes.Lists.Select(url => (url, (Thing?)null)));
            foreach (var (url, thing) in asked)
            {
                if (OneselfOnly.Any(own => url.StartsWith(own, StringComparison.Ordinal))) continue;
                var response = await browser.GetAsync(RouteTests.Address(url, thing));
                var body = await response.Content.ReadAsStringAsync(token);
                if (!body.Contains("Zqshown", StringComparison.Ordinal)) continue;
                met[url] = true;
                var texts = response.Content.Headers.ContentType?.MediaType == "text/html" ? Texts(body) : [body];
                foreach (var alone in texts.SelectMany(text => Alone(text, names)).Distinct()) failures.Enqueue($"{asker ?? "a visitor"} GET {url}: {alone}");
            }
        });
        Assert.True(failures.IsEmpty, $"{failures.Count}:\n{string.Join('\n', failures.Distinct().Order().Take(40))}");
        Assert.Empty(Met.Except(met.Keys));
    }

    /// <summary>The text of a page, and the values of attributes that screen readers, tooltips or other programs use.</summary>
    private static IEnumerable<string> Texts(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        // Reported texts stand below a line that names their author.
        foreach (var part in page.QuerySelectorAll("dl.evidence dd")
            .Where(dd => Shown().IsMatch(dd.TextContent) && dd.ParentElement!.PreviousElementSibling is not null)) part.Remove();
        foreach (var script in page.QuerySelectorAll("script, style, template")) script.Remove();
        yield return page.DocumentElement.TextContent;
        foreach (var attribute in page.All.SelectMany(e => e.Attributes.Where(a => a.Name is not ("href" or "action" or "id" or "for"))))
            yield return attribute.Value;
    }

    private static IEnumerable<string> Alone(string text, Dictionary<ulong, string> names)
    {
        var plain = Spaces().Replace(text, " ");
        foreach (Match shown in Shown().Matches(plain))
        {
            var username = names[ulong.Parse(shown.Groups["id"].ValueSpan, CultureInfo.InvariantCulture)];
            var after = plain[(shown.Index + shown.Length)..];
            var isBeside = after.StartsWith($" ({username})", StringComparison.Ordinal) || after.StartsWith($" · @{username}", StringComparison.Ordinal)
                || plain[..shown.Index].EndsWith($"\"username\":\"{username}\",\"displayName\":\"", StringComparison.Ordinal);
            if (!isBeside) yield return $"…{plain[Math.Max(0, shown.Index - 40)..Math.Min(plain.Length, shown.Index + 60)]}…";
        }
    }

    [GeneratedRegex(@"Zqshown(?<id>\d+)")]
    private static partial Regex Shown();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
