using System.Net;
using CapX.Data;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>The pages of curators and of people who make suggestions, tested through plain forms as a browser without scripts sends them.</summary>
[Collection(SharedDatabase.Name)]
public sealed class CapacityCurationPagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    // The id of the account "member" of the practice wiki.
    private const ulong Me = 1001;

    public static TheoryData<string> Pages =>
    [
        "/capacities/manage", "/capacities/manage?q=open", "/capacities/manage/openrefine", "/capacities/manage/openrefine/names",
        "/capacities/manage/openrefine/move", "/capacities/manage/openrefine/merge",
        "/capacities/manage/openrefine/code", "/capacities/manage/openrefine/retire", "/capacities/manage/openrefine/restore", "/capacities/manage/add",
        "/capacities/manage/history", "/capacities/manage/history?capacity=openrefine",
        "/capacities/manage/suggestions",
    ];

    public Task InitializeAsync() => data.EmptyAsync();

    public async Task DisposeAsync()
    {
        await data.ResetCapacitiesAsync();
        await app.Services.GetRequiredService<Vocabulary>().LoadAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_curators_page_is_there_for_curators_only(string page)
    {
        using var visitor = app.Open();
        Assert.StartsWith("/sign-in?returnUrl=", new Uri(app.Address, TestBrowser.Location(await visitor.GetAsync(page))).PathAndQuery,
            StringComparison.Ordinal);
        using var member = await MemberAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(page)).StatusCode);
        await GrantAsync();
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync(page)).StatusCode);
        await data.ExecuteAsync("UPDATE person_role SET until_at = @Start", new { TestClock.Start });
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(page)).StatusCode);
    }

    [Fact]
    public async Task A_merge_by_plain_forms_leads_old_addresses_on_and_is_undone()
    {
        await new PersonBuilder { Username = "Sample Holder" }.Offers("openrefine").InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        using var curator = await CuratorAsync();
        Assert.Contains("/capacities/manage", await curator.TextAsync("/"), StringComparison.Ordinal);
        Assert.Contains("/capacities/manage/openrefine", await curator.TextAsync("/capacities/openrefine"), StringComparison.Ordinal);
        var form = "/capacities/manage/openrefine/merge";
        var done = await curator.SubmitAsync(form, form, ("_handler", "curate"), ("Version", "1"), ("Target", "sparql-queries"));
        Assert.Equal("/capacities/manage/sparql-queries?did=merge", new Uri(app.Address, TestBrowser.Location(done)).PathAndQuery);

        var moved = await curator.GetAsync("/capacities/OpenRefine");
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.EndsWith("/capacities/sparql-queries", TestBrowser.Location(moved), StringComparison.Ordinal);
        Assert.Contains("Sample Holder", await curator.TextAsync("/api/v1/people?offers=openrefine"), StringComparison.Ordinal);
        Assert.Contains("\"offers\":[{\"code\":\"sparql-queries\"", await curator.TextAsync("/api/v1/people?offers=openrefine"), StringComparison.Ordinal);
        Assert.Contains("offers=sparql-queries", await curator.TextAsync("/people?offers=openrefine&pageSize=1"), StringComparison.Ordinal);

        var change = (await data.QueryAsync<ulong>("SELECT MAX(id) FROM capacity_change"))[0];
        var undone = await curator.SubmitAsync("/capacities/manage/undo", "/capacities/manage/history", ("change", $"{change}"));
        Assert.Equal("/capacities/manage/history?came=done", new Uri(app.Address, TestBrowser.Location(undone)).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, (await curator.GetAsync("/capacities/openrefine")).StatusCode);
        Assert.Contains("The change has been undone.", await curator.TextAsync("/capacities/manage/history?came=done&uselang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_form_shows_both_texts_and_loses_nothing()
    {
        using var curator = await CuratorAsync();
        var form = "/capacities/manage/openrefine/names?uselang=en";
        await curator.SubmitAsync(form, form, ("_handler", "names"), ("Version", "1"), ("name-en", "First"), ("description-en", "One"));
        var stale = await curator.SubmitAsync(form, form, ("_handler", "names"), ("Version", "1"), ("name-en", "Second"), ("description-en", "Two"),
            ("Other", "de"), ("name-other", "Drittes"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var html = WebUtility.HtmlDecode(await stale.Content.ReadAsStringAsync());
        foreach (var said in new[] { "value=\"Second\"", "Current text:", ">First</bdi>", ">Two<", "value=\"Drittes\"", "name=\"Version\" value=\"2\"" })
            Assert.Contains(said, html, StringComparison.Ordinal);
        var saved = await curator.SubmitAsync(form, form, ("_handler", "names"), ("Version", "2"), ("name-en", "Second"), ("description-en", "Two"),
            ("Other", "de"), ("name-other", "Drittes"));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Contains("Second", await curator.TextAsync("/capacities/openrefine?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("Drittes", await curator.TextAsync("/capacities/manage/openrefine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_retired_leaves_tree_and_pickers_and_keeps_its_page()
    {
        using var curator = await CuratorAsync();
        var form = "/capacities/manage/openrefine/retire";
        await curator.SubmitAsync(form, form, ("_handler", "curate"), ("Version", "1"), ("Target", "sparql-queries"));
        Assert.DoesNotContain("/capacities/openrefine\"", await curator.TextAsync("/capacities"), StringComparison.Ordinal);
        Assert.DoesNotContain("/capacities/openrefine\"", await curator.TextAsync("/capacities?q=openrefine"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"openrefine\"", await curator.TextAsync("/capacities/suggest"), StringComparison.Ordinal);
        Assert.Contains("Use <a href=\"/capacities/sparql-queries\"", await curator.TextAsync("/capacities/openrefine?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("/capacities/manage/openrefine\"", await curator.TextAsync("/capacities/manage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suggestion_goes_by_plain_forms_from_a_member_to_a_curator_and_back()
    {
        using var member = await MemberAsync();
        Assert.Contains("/capacities/suggest?capacity=openrefine", await member.TextAsync("/capacities/openrefine"), StringComparison.Ordinal);
        Assert.Contains("/capacities/suggest\"", await member.TextAsync("/capacities"), StringComparison.Ordinal);
        var bad = await member.SubmitAsync("/capacities/suggest", "/capacities/suggest", ("_handler", "suggest"), ("Kind", "move"), ("Capacity", "openrefine"),
            ("Name", "Kept text"), ("Language", "en"));
        Assert.Contains("Kept text", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var sent = await member.SubmitAsync("/capacities/suggest", "/capacities/suggest", ("_handler", "suggest"), ("Kind", "name"), ("Capacity", "openrefine"),
            ("Language", "de"), ("Name", "Datenputz <b>"), ("Key", $"{Guid.NewGuid()}"));
        Assert.Equal("/capacities/suggestions?did=suggested", new Uri(app.Address, TestBrowser.Location(sent)).PathAndQuery);
        Assert.Contains("Datenputz &lt;b&gt;", await member.TextAsync("/capacities/suggestions"), StringComparison.Ordinal);

        await GrantAsync();
        var id = (await data.QueryAsync<ulong>("SELECT id FROM capacity_suggestion"))[0];
        var names = $"/capacities/manage/openrefine/names?suggestion={id}";
        Assert.Contains(names, await member.TextAsync("/capacities/manage/suggestions"), StringComparison.Ordinal);
        Assert.Contains("value=\"Datenputz &lt;b&gt;\"", await member.TextAsync(names), StringComparison.Ordinal);
        await member.SubmitAsync(names, names, ("_handler", "names"), ("Version", "1"), ("Suggestion", $"{id}"), ("Word", "Danke"), ("name-de", "Datenputz"),
            ("description-de", ""));
        Assert.Contains("Danke", await member.TextAsync("/capacities/suggestions"), StringComparison.Ordinal);
        Assert.Contains("was accepted", await member.TextAsync("/notifications?uselang=en"), StringComparison.Ordinal);

        await member.SubmitAsync("/capacities/suggest", "/capacities/suggest", ("_handler", "suggest"), ("Kind", "other"), ("Language", "en"),
            ("Reason", "Please"), ("Key", $"{Guid.NewGuid()}"));
        var other = (await data.QueryAsync<ulong>("SELECT MAX(id) FROM capacity_suggestion"))[0];
        await member.SubmitAsync($"/capacities/manage/suggestions/{other}/answer", "/", ("word", "No thanks"));
        Assert.Contains("No thanks", await member.TextAsync("/capacities/suggestions"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/capacities/manage/undo", "change", "1")]
    [InlineData("/capacities/manage/suggestions/1/answer", "word", "No")]
    [InlineData("/capacities/suggestions/1/withdraw", "x", "")]
    [InlineData("/capacities/manage/openrefine/merge", "Target", "technology")]
    [InlineData("/capacities/manage/add", "name-en", "New")]
    public async Task Strangers_change_nothing_by_sending_forms(string url, string field, string value)
    {
        using var member = await MemberAsync();
        // A page that shows this person no form treats a submission like any unknown form.
        var isPage = url.EndsWith("/merge", StringComparison.Ordinal) || url.EndsWith("/add", StringComparison.Ordinal);
        var answer = await member.SubmitAsync(url, "/", ("_handler", url.EndsWith("add", StringComparison.Ordinal) ? "add" : "curate"), (field, value));
        Assert.Equal(isPage ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound, answer.StatusCode);
        using var visitor = app.Open();
        Assert.StartsWith("/sign-in", new Uri(app.Address, TestBrowser.Location(await visitor.SubmitAsync(url, "/", (field, value)))).PathAndQuery,
            StringComparison.Ordinal);
        Assert.Empty(await data.QueryAsync<ulong>("SELECT id FROM capacity_change"));
    }

    private async Task<TestBrowser> MemberAsync()
    {
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.InsertAsync(data.Database);
        var browser = await app.OpenAsAsync("member");
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@Me, @Version, UTC_TIMESTAMP(6))", new { Me, Consent.Version });
        return browser;
    }

    private Task<int> GrantAsync() =>
        data.ExecuteAsync("REPLACE INTO person_role (person_id, role, until_at, granted_at) VALUES (@Me, 'curator', @until, @Start)",
            new { Me, until = TestClock.Start.AddYears(1), TestClock.Start });

    private async Task<TestBrowser> CuratorAsync()
    {
        var browser = await MemberAsync();
        await GrantAsync();
        return browser;
    }
}
