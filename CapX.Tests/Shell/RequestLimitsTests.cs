using System.Net;
using CapX.App.Shell;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Shell;

[Collection(SharedDatabase.Name)]
public sealed class RequestLimitsTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Hold_an_account_back_wherever_it_is_signed_in_and_nobody_else()
    {
        using var here = await app.OpenAsAsync("member");
        using var elsewhere = await app.OpenAsAsync("member");
        using var other = await app.OpenAsAsync("organizer");
        for (var i = 0; i < RequestLimits.PersonPerMinute; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await (i % 2 == 0 ? here : elsewhere).PostAsync("/sign-out")).StatusCode);
        var refused = await here.PostAsync("/sign-out");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Empty(TestBrowser.SetCookies(refused));
        Assert.Contains("<h1", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.PostAsync("/sign-out")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Hold_a_visitor_back_by_the_cookie_of_the_report_form_and_give_no_cookie_themselves()
    {
        using var visitor = app.Open();
        await visitor.PostAsync("/sign-out");
        Assert.DoesNotContain(visitor.Cookies.Keys, name => name is not "capx-form");
        await visitor.DrawReportAsync("person", "Nobody");
        HttpStatusCode last = 0;
        for (var i = 0; i <= RequestLimits.VisitorPerMinute && last != HttpStatusCode.TooManyRequests;
            i++) last = (await visitor.PostAsync("/sign-out")).StatusCode;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        using var other = app.Open();
        Assert.Equal(HttpStatusCode.BadRequest, (await other.PostAsync("/sign-out")).StatusCode);
    }

    [Fact]
    public async Task Let_everybody_read()
    {
        using var visitor = app.Open();
        for (var i = 0; i < 240; i++) Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Count_circuits_that_nobody_negotiated()
    {
        using var member = await app.OpenAsAsync("curator");
        var refused = 0;
        for (var i = 0; i <= RequestLimits.CircuitsPerMinute; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.ParseAdd("websocket");
            request.Headers.Add("Origin", app.Address.GetLeftPart(UriPartial.Authority));
            if ((await member.SendAsync(request)).StatusCode == HttpStatusCode.TooManyRequests) refused++;
        }
        Assert.Equal(1, refused);
    }
}
