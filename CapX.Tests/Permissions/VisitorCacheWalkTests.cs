using System.Text.RegularExpressions;
using CapX.App.Shell;
using CapX.App;
using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Permissions;

/// <summary>Every URL that visitors read, before and after each kind of change. A cached response must equal a fresh one.</summary>
[Collection(WholeSite.Name)]
public sealed partial class VisitorCacheWalkTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string Owner = "Open Owner";

    /// <summary>Pages for visitors that are never cached, each with its reason.</summary>
    private static readonly Dictionary<string, string> NotKept = new(StringComparer.Ordinal)
    {
        ["/report"] = "a form", ["/reports"] = "a visitor's own", ["/reports/{Key}"] = "a visitor's own", ["/problem"] = "no answer",
        ["/paused"] = "repeats an address", ["/privacy/erased"] = "read once",
        ["/sign-in"] = "a form", ["/sign-in/failed"] = "repeats a reason", ["/signed-out"] = "repeats an address", ["/wiki-access/failed"] = "repeats a reason",
    };

    public Task InitializeAsync() => data.ResetCapacitiesAsync();

    public Task DisposeAsync() => data.ResetCapacitiesAsync();

    [Fact]
    public async Task No_change_leaves_an_old_answer_anywhere()
    {
        var world = await World.MakeAsync(data);
        var listing = Public(world, ThingKind.Listing);
        var one = Public(world, ThingKind.Event);
        var organization = Public(world, ThingKind.Organization);
        await Get<Vocabulary>().LoadAsync(data.Database);
        await Get<PeopleIndex>().LoadAsync();
        var profile = new ProfileForm
        {
            About = "zqone", AboutLanguage = "en", Visibility = ProfileVisibility.Public,
            Offers = [new SharedCapacity("openrefine", [], null)]
        };
        (string What, Func<Task> Change, string Mark, bool IsShown)[] changes =
        [
            ("a profile", async () => Assert.IsType<FormSaved>(await Get<SaveProfileCommand>().RunAsync(world[Owner], profile, 1)), "zqone", true),
            ("a listing", async () =>
                Assert.IsType<ListingSaved>(await Get<SaveListingCommand>()
                    .RunAsync(world[listing.Writer ?? Owner], listing.Id,
                        new ListingForm { Kind = ListingKind.Ask, Title = "zqtwo", Language = "en", Capacities = ["openrefine"], IsPublic = true }, 1)),
                            "zqtwo", true),
            ("a listing for members",
            async () => Assert.IsType<ListingSaved>(await Get<SaveListingCommand>()
                .RunAsync(world[listing.Writer ?? Owner], listing.Id,
                    new ListingForm { Kind = ListingKind.Ask, Title = "zqtwo", Language = "en", Capacities = ["openrefine"] }, 2)), "zqtwo", false),
            ("an event", async () =>
                Assert.IsType<EventSaved>(await Get<SaveEventCommand>()
                    .RunAsync(world[one.Sole ?? Owner], one.Id,
                        new EventForm { Kind = EventKind.Online, Title = "zqthree", Language = "en", Zone = "Europe/Berlin", Starts = "2026-05-01T17:00",
                            Ends = "2026-05-01T18:00", People = [one.Sole ?? Owner], IsPublic = true }, 1)), "zqthree", true),
            ("an organization", async () =>
                Assert.IsType<OrganizationSaved>(await Get<SaveOrganizationCommand>()
                    .RunAsync(world[organization.Relations.First(r => r.Value.HasFlag(Relation.Owner)).Key], organization.Id,
                        new OrganizationForm { Type = "user-group", Names = [new OrganizationName("en", "zqfour")] }, 1)), "zqfour", true),
            ("the name of a capacity",
            async () => Assert.Equal(CapacityActResult.Done,
                (await Get<ChangeCapacityCommand>()
                    .NameAsync(world["Curator"], "openrefine", await VersionAsync("openrefine"),
                        new Dictionary<string, CapacityTyped> { ["en"] = new("zqfive", "") })).Acted), "zqfive", true),
            ("what moderators hide", () => HideAsync(world, one), "zqthree", false),
            ("a profile for members",
            async () => Assert.IsType<FormSaved>(await Get<SaveProfileCommand>()
                .RunAsync(world[Owner], profile with { About = "zqsix", Visibility = ProfileVisibility.Members }, 2)), "zqone", false),
            ("a public profile again",
            async () => Assert.IsType<FormSaved>(await Get<SaveProfileCommand>().RunAsync(world[Owner], profile with { About = "zqsix" }, 3)),
            "zqsix", true),
            ("an erased account", async () => Assert.Equal(EraseAccountResult.Erased, await Get<EraseAccountCommand>().RunAsync(world[Owner], Owner)),
            "zqsix", false),
        ];
        using var visitor = app.Open();
        using var uncached = app.Open();
        uncached.Cookies["zq"] = "1";
        var urls = await KeptAsync(visitor, world);
        Assert.InRange(urls.Count, 40, 400);
        var failures = new List<string>();
        foreach (var (what, change, mark, isShown) in changes)
        {
            foreach (var url in urls) await visitor.GetAsync(url);
            await change();
            var isMet = false;
            foreach (var url in urls)
            {
                var (kept, made) = (Sealed().Replace(await visitor.TextAsync(url), ""), Sealed().Replace(await uncached.TextAsync(url), ""));
                isMet |= kept.Contains(mark, StringComparison.Ordinal);
                if (kept != made) failures.Add($"{what}: {url}");
            }
            if (isMet != isShown) failures.Add($"{what}: shown {isMet}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public async Task Every_page_for_visitors_is_kept_or_says_why_not_and_none_for_members_is()
    {
        await data.EmptyAsync();
        var pages = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).ToList();
        foreach (var page in pages)
        {
            var (path, isKept) = ("/" + page.RoutePattern.RawText!.TrimStart('/'), page.Metadata.GetMetadata<ReadByAllAttribute>() is not null);
            var isForAll = page.Metadata.GetMetadata<IAuthorizeData>() is null && !NotKept.ContainsKey(path);
            Assert.True(isKept == isForAll, path);
            Assert.False(isKept && page.Metadata.GetMetadata<PersonalAttribute>() is not null, path);
        }
        Assert.Empty(NotKept.Keys.Except(pages.Select(page => "/" + page.RoutePattern.RawText!.TrimStart('/'))));
    }

    /// <summary>The URLs whose second response comes from the cache and has an age. No cached response has a cookie or a token.</summary>
    private static async Task<List<string>> KeptAsync(TestBrowser visitor, World world)
    {
        var things = from kind in Routes.OfThings
                     from thing in world.Things
                     where thing.Kind == kind.Key
            && thing.Shown == ThingState.Public
                     from url in kind.Value
                     select RouteTests.Address(url, thing);
        var kept = new List<string>();
        foreach (var url in Routes.Lists.Concat(things).Distinct())
        {
            using var first = await visitor.GetAsync(url);
            using var second = await visitor.GetAsync(url);
            if (second.Headers.Age is null) continue;
            kept.Add(url);
            Assert.Equal(Headers(first), Headers(second));
            foreach (var answer in new[] { first, second })
            {
                Assert.Empty(TestBrowser.SetCookies(answer));
                var body = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain("__RequestVerificationToken", body, StringComparison.Ordinal);
                // The framework would append the state of interactive components, which these pages do not have.
                Assert.DoesNotContain("Component-State", body, StringComparison.Ordinal);
                Assert.Equal((true, true, false),
                    (answer.Headers.CacheControl!.Private, answer.Headers.CacheControl.NoCache, answer.Headers.CacheControl.NoStore));
                Assert.True(answer.Headers.Contains("Content-Security-Policy"), url);
            }
            Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        }
        return kept;
    }

    [GeneratedRegex("<!--.*?-->|\"requestId\":\"[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex Sealed();

    /// <summary>All headers except those that describe the transfer of this response.</summary>
    private static string Headers(HttpResponseMessage answer) =>
        string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Age" or "Date" or "Content-Length" or "Transfer-Encoding"))
            .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order(StringComparer.Ordinal));

    private static Thing Public(World world, ThingKind kind) =>
        world.Things.First(t =>
            t.Kind == kind && t.Shown == ThingState.Public && (kind == ThingKind.Organization || t.Sole == Owner) && !t.IsMissing && t.Life == ThingState.Open);

    private T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    private async Task<uint> VersionAsync(string code) =>
        (await data.QueryAsync<uint>("SELECT version FROM capacity WHERE code = @code", new { code })).Single();

    private async Task HideAsync(World world, Thing about)
    {
        await Get<ReportCommand>()
            .RunAsync(new Reporter { Actor = world["Stranger"] },
                new ReportForm
                {
                    About = new ReportAbout(EventContent.Kind, $"{about.Id}"), Reason = ReportReason.Insults, Text = "What happened",
                    Language = "en", FormKey = Guid.NewGuid()
                });
        var id = (await data.QueryAsync<ulong>("SELECT MAX(id) FROM moderation_case WHERE thing = 'event'")).Single();
        await Get<HandleCaseCommand>().ClaimAsync(world["Moderator"], id);
        Assert.Equal(CaseActResult.Done,
            await Get<DecideCommand>()
                .RunAsync(world["Moderator"], id, new DecisionForm { Kind = "hide", Reason = "Why", ReasonLanguage = "en", FormKey = Guid.NewGuid() }));
    }
}
