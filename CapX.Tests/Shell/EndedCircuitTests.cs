using System.Security.Claims;
using CapX.App.Shell;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>The framework keeps a circuit for a browser that reconnects. A circuit whose session has ended must not do anything.</summary>
public sealed class EndedCircuitTests
{
    [Fact]
    public async Task What_a_browser_sends_after_the_end_is_not_heard_and_its_line_is_cut_at_once()
    {
        var line = new Line();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(line);
        var circuit = new EndedCircuit(new LiveCircuits(), new Nobody(), new Here(), null!, new HttpContextAccessor { HttpContext = http });
        var heard = 0;
        var handler = circuit.CreateInboundActivityHandler(_ =>
        {
            heard++;
            return Task.CompletedTask;
        });
        await circuit.OnConnectionUpAsync(null!, default);
        await handler(null!);
        Assert.Equal((1, false), (heard, line.IsCut));
        circuit.End();
        await handler(null!);
        Assert.Equal(1, heard);
        await circuit.OnConnectionUpAsync(null!, default);
        Assert.True(line.IsCut);
    }

    [Theory]
    [InlineData(SessionState.Ended, "/signed-out?reason=ended&returnUrl=%2Fexchanges%2F7%3Fa%3Db")]
    [InlineData(SessionState.Expired, "/signed-out?reason=expired&returnUrl=%2Fexchanges%2F7%3Fa%3Db")]
    [InlineData(SessionState.Erased, "/signed-out?reason=erased")]
    [InlineData(SessionState.Suspended, "https://capx.example/exchanges/7?a=b")]
    public void The_browser_goes_to_a_page_that_says_why_and_never_to_one_for_members(SessionState why, string expected)
    {
        var here = new Here("https://capx.example/exchanges/7?a=b");
        new EndedCircuit(new LiveCircuits(), new Nobody(), here, null!, new HttpContextAccessor()).End(why);
        Assert.Equal((expected, true, true), (here.WentTo, here.Options!.Value.ForceLoad, here.Options!.Value.ReplaceHistoryEntry));
    }

    private sealed class Line : IHttpRequestLifetimeFeature
    {
        public bool IsCut { get; private set; }
        public CancellationToken RequestAborted { get; set; }
        public void Abort() => IsCut = true;
    }

    private sealed class Nobody : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal()));
    }

    private sealed class Here : NavigationManager
    {
        public Here(string page = "https://capx.example/") => Initialize("https://capx.example/", page);

        public string? WentTo { get; private set; }

        public NavigationOptions? Options { get; private set; }

        protected override void NavigateToCore(string uri, NavigationOptions options) => (WentTo, Options) = (uri, options);
    }
}
