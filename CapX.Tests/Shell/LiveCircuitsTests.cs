using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.SignIn;
using CapX.Tests.Browser;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>How many live pages an account can have, how much they can send, and who can open one.</summary>
[Collection(SharedDatabase.Name)]
public sealed class LiveCircuitsTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_ninth_live_page_pauses_the_one_not_used_for_the_longest_time()
    {
        var live = new LiveCircuits();
        var pages = new List<(EndedCircuit Circuit, Here Page)>();
        async Task OpenAsync(ulong person)
        {
            var page = new Here();
            var circuit = new EndedCircuit(live, new Account(person), page, null!, new HttpContextAccessor { HttpContext = new DefaultHttpContext() });
            await circuit.OnConnectionUpAsync(null!, default);
            pages.Add((circuit, page));
            await circuit.OnCircuitOpenedAsync(null!, default);
            await Task.Delay(20);
        }
        await OpenAsync(8);
        for (var i = 0; i < LiveCircuits.MostOfOne; i++) await OpenAsync(7);
        Assert.All(pages, page => Assert.False(page.Circuit.IsEnded));
        // The person types in the oldest page of the account.
        await pages[1].Circuit.CreateInboundActivityHandler(_ => Task.CompletedTask)(null!);
        await OpenAsync(7);
        Assert.Equal([2], Enumerable.Range(0, pages.Count).Where(i => pages[i].Circuit.IsEnded));
        Assert.Equal("/paused?returnUrl=%2Fprofile%2Fedit", pages[2].Page.WentTo);
        // A disconnected page loses its place first.
        await pages[5].Circuit.OnConnectionDownAsync(null!, default);
        await OpenAsync(7);
        Assert.Equal([2, 5], Enumerable.Range(0, pages.Count).Where(i => pages[i].Circuit.IsEnded));
        Assert.Null(pages[5].Page.WentTo);
        // A closed page does not take a place.
        await pages[^1].Circuit.OnCircuitClosedAsync(null!, default);
        await OpenAsync(7);
        Assert.Equal(2, pages.Count(page => page.Circuit.IsEnded));
    }

    [Fact]
    public async Task Messages_beyond_what_anybody_types_cut_the_line_of_that_account_only()
    {
        using var limit = new HubMessageLimit();
        var (flood, other) = (new Line(7), new Line(8));
        var heard = 0;
        ValueTask<object?> Hear(HubInvocationContext _)
        {
            heard++;
            return ValueTask.FromResult<object?>(null);
        }
        async Task SendAsync(Line line) =>
            await limit.InvokeMethodAsync(new HubInvocationContext(line, app.Services, new Nothing(), typeof(Nothing).GetMethod(nameof(ToString))!, []), Hear);
        for (var i = 0; i < HubMessageLimit.AtOnce; i++) await SendAsync(flood);
        Assert.Equal((HubMessageLimit.AtOnce, false), (heard, flood.IsCut));
        for (var i = 0; i < 2 * HubMessageLimit.PerSecond; i++) await SendAsync(flood);
        Assert.True(flood.IsCut);
        Assert.InRange(heard, HubMessageLimit.AtOnce, HubMessageLimit.AtOnce + 2 * HubMessageLimit.PerSecond - 1);
        await SendAsync(other);
        Assert.False(other.IsCut);
    }

    [Fact]
    public async Task A_flood_over_a_real_line_ends_it()
    {
        using var member = await app.OpenAsAsync("member");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", app.Address.GetLeftPart(UriPartial.Authority));
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", member.Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, patience.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Binary, endOfMessage: true,
            patience.Token);
        // "ConnectCircuit('x')" as Blazor's script encodes it, 22 bytes. No such circuit exists, but the connection stays open.
        byte[] message = [22, 0x95, 1, 0x80, 0xC0, 0xAE, .. "ConnectCircuit"u8, 0x91, 0xA1, (byte)'x'];
        var end = ReadToEndAsync(socket, patience.Token);
        for (var i = 0; i < 20; i++) await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, patience.Token);
        await Task.Delay(300);
        Assert.False(end.IsCompleted);
        try
        {
            for (var i = 0; i < 3 * HubMessageLimit.AtOnce && !end.IsCompleted;
                i++) await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, patience.Token);
        }
        catch (WebSocketException)
        {
            // The server closed the connection during a send.
        }
        await end;
        Assert.NotEqual(WebSocketState.Open, socket.State);
    }

    [Fact]
    public void Nothing_that_the_framework_logs_of_circuits_and_requests_names_a_page()
    {
        var logs = app.Services.GetRequiredService<ILoggerFactory>();
        // At these levels the categories log the URLs that people have open.
        foreach (var (category, level) in new[]
        {
            ("Components.Server.Circuits.RemoteNavigationManager", LogLevel.Critical), ("Components.Server.Circuits.CircuitHost", LogLevel.Information),
            ("Hosting.Diagnostics", LogLevel.Information),
            ("Routing.EndpointMiddleware", LogLevel.Information), ("Http.Connections.Internal.HttpConnectionDispatcher", LogLevel.Information),
            ("SignalR.HubConnectionHandler", LogLevel.Information), ("Components.Endpoints.RazorComponentEndpointInvoker", LogLevel.Information),
        })
            Assert.False(logs.CreateLogger($"Microsoft.AspNetCore.{category}").IsEnabled(level), category);
        Assert.True(logs.CreateLogger("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost").IsEnabled(LogLevel.Error));
    }

    [Theory]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/_blazor?id=x")]
    [InlineData("POST", "/_blazor")]
    [InlineData("GET", "/_blazor/initializers")]
    [InlineData("POST", "/_BLAZOR/disconnect")]
    public async Task Only_who_is_signed_in_opens_a_line(string method, string url)
    {
        using var visitor = app.Open();
        var request = new HttpRequestMessage(new HttpMethod(method), url) { Headers = { { "Origin", app.Address.GetLeftPart(UriPartial.Authority) } } };
        var answer = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(TestBrowser.SetCookies(answer));
    }

    [Fact]
    public async Task No_page_of_a_visitor_has_a_live_part()
    {
        await data.EmptyAsync();
        await Village.FillAsync(data);
        using var visitor = app.Open();
        foreach (var (path, _) in ReadingPages.ForVisitors)
            Assert.DoesNotContain("<!--Blazor:{\"type\":", await visitor.TextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_paused_page_leads_back_to_this_site_only()
    {
        using var visitor = app.Open();
        Assert.Contains("href=\"/profile/edit\"", await visitor.TextAsync("/paused?returnUrl=%2Fprofile%2Fedit"), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"https://evil", await visitor.TextAsync("/paused?returnUrl=https%3A%2F%2Fevil.example"), StringComparison.Ordinal);
    }

    private static async Task ReadToEndAsync(ClientWebSocket socket, CancellationToken token)
    {
        try
        {
            var buffer = new byte[4096];
            while ((await socket.ReceiveAsync(buffer, token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (WebSocketException)
        {
            // The server closed the connection without a close message.
        }
    }

    private static ClaimsPrincipal User(ulong person) =>
        CurrentPerson.Principal(new SessionFound { PersonId = person, Username = $"Person {person}" }, new byte[32], "test");

    private sealed class Account(ulong person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User(person)));
    }

    private sealed class Here : NavigationManager
    {
        public Here() => Initialize("https://capx.example/", "https://capx.example/profile/edit");

        public string? WentTo { get; private set; }

        protected override void NavigateToCore(string uri, NavigationOptions options) => WentTo = uri;
    }

    private sealed class Nothing : Hub;

    private sealed class Line(ulong person) : HubCallerContext
    {
        public bool IsCut { get; private set; }
        public override string ConnectionId => "";
        public override string? UserIdentifier => null;
        public override ClaimsPrincipal? User { get; } = User(person);
        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();
        public override IFeatureCollection Features { get; } = new FeatureCollection();
        public override CancellationToken ConnectionAborted => default;
        public override void Abort() => IsCut = true;
    }
}
