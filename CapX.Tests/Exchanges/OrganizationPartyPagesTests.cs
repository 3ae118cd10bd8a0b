using System.Net;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>Exchanges with an organization over HTTP, through forms without scripts.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OrganizationPartyPagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;
    private const string Form = "/exchanges/propose?organization=sample-group&kind=ask";

    private TestBrowser _asking = null!;
    private TestBrowser _managing = null!;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.Offers("sparql-queries").InsertAsync(data.Database);
        await new PersonBuilder { Id = 1002, Username = "Sample Organizer" }.InsertAsync(data.Database);
        await new OrganizationBuilder { Name = "Sample Group" }.Called("fr", "Groupe exemple").Offers("openrefine").Wants("sparql-queries")
            .Having(1002, "manager").InsertAsync(data);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        (_asking, _managing) = (await SignInAsync("member"), await SignInAsync("organizer"));
    }

    public Task DisposeAsync()
    {
        _asking.Dispose();
        _managing.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Somebody_asks_an_organization_and_its_manager_answers_without_scripts()
    {
        Assert.Contains(WebUtility.HtmlEncode(Form), await _asking.TextAsync("/organizations/sample-group"), StringComparison.Ordinal);
        var form = await _asking.TextAsync(Form);
        Assert.Contains("You offer this and they want to learn it: SPARQL queries.", form, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"as\"", form, StringComparison.Ordinal);
        var path = await ProposeAsync(_asking, Form);
        var theirs = await _managing.TextAsync(path);
        Assert.Contains("Sample Member is waiting for your reply.", theirs, StringComparison.Ordinal);
        Assert.Contains(">Your organization</dt>", theirs, StringComparison.Ordinal);
        Assert.Contains("Groupe exemple", await _managing.TextAsync("/exchanges?uselang=fr"), StringComparison.Ordinal);
        Assert.Contains("Sample Member proposes an exchange", await _managing.TextAsync("/notifications"), StringComparison.Ordinal);
        Assert.Contains("Waiting for you", await _managing.TextAsync("/"), StringComparison.Ordinal);
        await _managing.SubmitAsync($"{path}/change", path, ("do", "accept"), ("word", ""));
        await _managing.SubmitAsync($"{path}/messages", path, ("text", "We can do it"), ("key", Guid.NewGuid().ToString()));
        var mine = await _asking.TextAsync(path);
        Assert.Contains("by Sample Organizer", mine, StringComparison.Ordinal);
        Assert.Contains("<bdi lang=\"en\">Sample Group</bdi>", mine, StringComparison.Ordinal);
        Assert.Contains("href=\"/organizations/sample-group\"", mine, StringComparison.Ordinal);
        Assert.Contains("Your exchange with Sample Group", await _asking.TextAsync("/notifications"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_chooses_in_whose_name_the_proposal_is()
    {
        const string url = "/exchanges/propose?to=Sample_Member&kind=offer";
        var form = await _managing.TextAsync(url);
        Assert.Contains("id=\"as\"", form, StringComparison.Ordinal);
        var group = (await data.QueryAsync<ulong>("SELECT id FROM organization")).Single();
        var path = await ProposeAsync(_managing, url, ("As", group.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("Sample Group is waiting for your reply.", await _asking.TextAsync(path), StringComparison.Ordinal);
        foreach (var wrong in new[] { "999999", "abc" })
            Assert.Contains("You no longer manage this organization", await (await SubmitAsync(_managing, url, ("As", wrong))).Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_refused_politely_where_nobody_could_answer()
    {
        await new OrganizationBuilder { Name = "Empty Group" }.InsertAsync(data);
        Assert.DoesNotContain("propose", await MainAsync(_asking, "/organizations/empty-group"), StringComparison.Ordinal);
        Assert.DoesNotContain("/exchanges/propose", await MainAsync(_managing, "/organizations/sample-group"), StringComparison.Ordinal);
        Assert.Contains("This organization does not have a manager in CapX yet", await _asking.TextAsync("/exchanges/propose?organization=empty-group"),
            StringComparison.Ordinal);
        Assert.Contains("You cannot propose an exchange with yourself", await _managing.TextAsync(Form), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _asking.GetAsync("/exchanges/propose?organization=no-such-group")).StatusCode);
        using var visitor = app.Open();
        Assert.Contains(WebUtility.HtmlEncode(Form), await visitor.TextAsync("/organizations/sample-group"), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", new Uri(app.Address, TestBrowser.Location(await visitor.GetAsync(Form))).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_manager_finds_nothing_any_more()
    {
        var path = await ProposeAsync(_asking, Form);
        Assert.Equal(HttpStatusCode.OK, (await _managing.GetAsync(path)).StatusCode);
        await data.ExecuteAsync("UPDATE organization_person SET standing = 'member'");
        foreach (var url in new[] { path, $"{path}/outcome" }) Assert.Equal(HttpStatusCode.NotFound, (await _managing.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _managing.SubmitAsync($"{path}/change", "/exchanges", ("do", "accept"))).StatusCode);
        Assert.DoesNotContain(path, await _managing.TextAsync("/exchanges"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_pages_ask_the_database_at_most_eight_times()
    {
        var path = await ProposeAsync(_asking, Form);
        foreach (var (browser, url) in new[] { (_asking, Form), (_managing, "/exchanges/propose?to=Sample_Member"), (_managing, path),
            (_managing, "/exchanges"), (_managing, "/"), (_managing, "/notifications"), (_asking, "/organizations/sample-group") })
        {
            await data.ExecuteAsync("DELETE FROM exchange_reading WHERE person_id = 1002");
            var commands = await SqlCommands.CountAsync(() => browser.GetAsync(url));
            Assert.True(commands is >= 1 and <= MostCommands, $"{url}: {commands}");
        }
    }

    private async Task<TestBrowser> SignInAsync(string account)
    {
        var browser = await app.OpenAsAsync(account);
        await data.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { Consent.Version });
        return browser;
    }

    private static async Task<string> MainAsync(TestBrowser browser, string url)
    {
        var html = await browser.TextAsync(url);
        return html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];
    }

    private static Task<HttpResponseMessage> SubmitAsync(TestBrowser browser, string url, params (string, string)[] more) =>
        browser.SubmitAsync(url, url,
            [("_handler", "propose"), ("Key", Guid.NewGuid().ToString()), ("Capacity", "openrefine"), ("Message", "Hello"), ("Language", "en"), .. more]);

    private async Task<string> ProposeAsync(TestBrowser browser, string url, params (string, string)[] more) =>
        new Uri(app.Address, TestBrowser.Location(await SubmitAsync(browser, url, more))).AbsolutePath;
}
