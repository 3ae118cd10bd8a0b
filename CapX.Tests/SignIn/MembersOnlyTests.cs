using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CapX.Tests.SignIn;

/// <summary>The program with additional routes for members only and routes that no member may use.</summary>
public sealed class MembersApp(DatabaseFixture data) : TestApp(data)
{
    protected override void Extend(WebApplication app)
    {
        app.MapGet("/api/v1/for-members", () => "hello").RequireAuthorization();
        app.MapGet("/api/v1/for-nobody", () => "hello").RequireAuthorization(policy => policy.RequireAssertion(_ => false));
        app.MapGet("/for-nobody", () => "hello").RequireAuthorization(policy => policy.RequireAssertion(_ => false));
        app.MapPost("/for-members", () => "hello").RequireAuthorization();
        app.MapGet("/who", (HttpContext http) => CapX.App.SignIn.CurrentPerson.From(http.User) is { } person
            ? Results.Json(new { person.Id, person.Username, person.Blocked, person.Language, person.HasConsented, person.Viewer.IsMember })
            : Results.Json("nobody"));
    }
}

[Collection(SharedDatabase.Name)]
public sealed class MembersOnlyTests(DatabaseFixture database, MembersApp app) : IClassFixture<MembersApp>, IAsyncLifetime
{
    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/welcome", "/sign-in?returnUrl=%2Fwelcome")]
    [InlineData("/profile/edit", "/sign-in?returnUrl=%2Fprofile%2Fedit")]
    [InlineData("/privacy/me", "/sign-in?returnUrl=%2Fprivacy%2Fme")]
    [InlineData("/privacy/me?x=a%20b&y=//evil", "/sign-in?returnUrl=%2Fprivacy%2Fme%3Fx%3Da%2520b%26y%3D%2F%2Fevil")]
    public async Task Pages_send_a_visitor_to_sign_in_and_back(string url, string expected)
    {
        using var visitor = app.Open();
        var response = await visitor.GetAsync(url);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(expected, new Uri(app.Address, TestBrowser.Location(response)).PathAndQuery);
    }

    [Fact]
    public async Task Forms_of_a_visitor_lead_to_sign_in_alone()
    {
        using var visitor = app.Open();
        Assert.Equal("/sign-in", new Uri(app.Address, TestBrowser.Location(await visitor.PostAsync("/for-members"))).PathAndQuery);
    }

    [Fact]
    public async Task The_API_answers_a_visitor_with_401_and_never_leads_away()
    {
        using var visitor = app.Open();
        await AssertProblemAsync(await visitor.GetAsync("/api/v1/for-members"), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_has_not_agreed_yet_is_refused_and_whoever_has_no_right_finds_nothing()
    {
        using var member = await app.OpenAsAsync("member");
        await AssertProblemAsync(await member.GetAsync("/api/v1/for-members"), HttpStatusCode.Forbidden);
        await database.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1001, @Version, '2026-03-01')",
            new { CapX.Data.SignIn.Consent.Version });
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/api/v1/for-members")).StatusCode);
        await AssertProblemAsync(await member.GetAsync("/api/v1/for-nobody"), HttpStatusCode.NotFound);
        var page = await member.GetAsync("/for-nobody");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("<h1", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // The error page still shows the logged-in person.
        Assert.Contains("Sample Member", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_current_person_is_what_the_row_says()
    {
        using var blocked = await app.OpenAsAsync("blocked");
        await database.ExecuteAsync("UPDATE person SET interface_language = 'pt-br'");
        Assert.Equal("""{"id":1004,"username":"Sample Blocked","blocked":true,"language":"pt-br","hasConsented":false,"isMember":true}""",
            await blocked.TextAsync("/who"));
        await database.ExecuteAsync("UPDATE person SET blocked = FALSE, interface_language = NULL");
        await database.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1004, @Version, '2026-03-01')",
            new { CapX.Data.SignIn.Consent.Version });
        Assert.Equal("""{"id":1004,"username":"Sample Blocked","blocked":false,"language":null,"hasConsented":true,"isMember":true}""",
            await blocked.TextAsync("/who"));
        using var visitor = app.Open();
        Assert.Equal("\"nobody\"", await visitor.TextAsync("/who"));
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(MediaTypeHeaderValue.Parse("application/problem+json").MediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Null(response.Headers.Location);
        Assert.True(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.TryGetProperty("requestId", out _));
    }
}
