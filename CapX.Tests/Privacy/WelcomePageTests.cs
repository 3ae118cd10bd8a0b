using System.Net;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Privacy;

/// <summary>The page on which a new person accepts or declines the terms.</summary>
[Collection(SharedDatabase.Name)]
public sealed class WelcomePageTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string ConsentsSql = "SELECT version FROM consent WHERE person_id = 1001";

    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Leads_to_the_welcome_page_until_consent_is_given()
    {
        using var browser = await app.OpenAsAsync("member");
        Assert.Equal("/welcome?returnUrl=%2Fprofile%2Fedit", TestBrowser.Location(await browser.GetAsync("/profile/edit")));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/privacy/me")).StatusCode);

        var agreed = await AgreeAsync(browser, "/welcome?returnUrl=%2Fpeople");
        Assert.EndsWith("/profile/edit", TestBrowser.Location(agreed), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/profile/edit")).StatusCode);
        Assert.Equal([CapX.Data.SignIn.Consent.Version], await database.QueryAsync<string>(ConsentsSql));
    }

    [Fact]
    public async Task Consent_is_needed_and_sent_twice_counts_once()
    {
        using var browser = await app.OpenAsAsync("member");
        var refused = await AgreeAsync(browser, agreed: "");
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("Check the box to continue.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await database.QueryAsync<string>(ConsentsSql));
        var token = ("__RequestVerificationToken", await PrivacyPagesTests.TokenAsync(browser, "/welcome"));
        for (var n = 0; n < 2; n++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.Found, (await browser.PostAsync("/welcome", token, ("_handler", "welcome"), ("Agreed", "true"))).StatusCode);
        }
        Assert.Single(await database.QueryAsync<string>(ConsentsSql));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/welcome", ("_handler", "welcome"), ("Agreed", "true"))).StatusCode);
    }

    [Fact]
    public async Task After_the_first_time_consent_leads_back()
    {
        using var browser = await app.OpenAsAsync("member");
        await database.ExecuteAsync("UPDATE person SET version = 1, updated_at = '2026-03-01' WHERE id = 1001");
        Assert.EndsWith("/people?q=x", TestBrowser.Location(await AgreeAsync(browser, "/welcome?returnUrl=%2Fpeople%3Fq%3Dx")), StringComparison.Ordinal);
        Assert.EndsWith("/", TestBrowser.Location(await browser.GetAsync("/welcome?returnUrl=https%3A%2F%2Fevil.example.org")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_thanks_leaves_nothing_behind()
    {
        using var browser = await app.OpenAsAsync("member");
        var proof = await PrivacyPagesTests.ProofAsync(browser, "/welcome");
        var fields = new[] { ("__RequestVerificationToken", await PrivacyPagesTests.TokenAsync(browser, "/welcome")), ("proof", proof) };
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.PostAsync("/welcome/decline", fields)));
        Assert.Equal([0], await PeopleAsync());
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.PostAsync("/welcome/decline", fields)));
    }

    [Fact]
    public async Task No_thanks_erases_no_saved_profile()
    {
        using var browser = await app.OpenAsAsync("member");
        await database.ExecuteAsync("UPDATE person SET version = 1, updated_at = '2026-03-01' WHERE id = 1001");
        Assert.DoesNotContain("/welcome/decline", await browser.TextAsync("/welcome"), StringComparison.Ordinal);
        Assert.Equal("/privacy/me", TestBrowser.Location(await browser.SubmitAsync("/welcome/decline", "/welcome")));
        Assert.Equal([1], await PeopleAsync());
    }

    internal static Task<HttpResponseMessage> AgreeAsync(TestBrowser browser, string url = "/welcome", string agreed = "true") =>
        browser.SubmitAsync(url, url, ("_handler", "welcome"), ("Agreed", agreed));

    private Task<List<long>> PeopleAsync() => database.QueryAsync<long>("SELECT COUNT(*) FROM person WHERE id = 1001");
}
