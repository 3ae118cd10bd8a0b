using System.Security.Claims;
using CapX.App.Moderation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>The framework keeps a circuit for a browser that comes back; one whose session is over does nothing any more.</summary>
public sealed class EndedCircuitTests
{
    [Fact]
    public async Task What_a_browser_sends_after_the_end_is_not_heard_and_its_line_is_cut_at_once()
    {
        var line = new Line();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(line);
        var circuit = new EndedCircuit(new LiveCircuits(), new Nobody(), new Here(), new HttpContextAccessor { HttpContext = http });
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
        public Here() => Initialize("https://capx.example/", "https://capx.example/");
        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
        }
    }
}
