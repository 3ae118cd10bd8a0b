using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using CapX.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>A site without an OAuth consumer for sending on the wiki says so and does not suggest otherwise.</summary>
[Collection(SharedDatabase.Name)]
public sealed class WithoutSendingTests(DatabaseFixture data, StubWikiApp app) : IClassFixture<StubWikiApp>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        app.Stub.Reset();
        await data.EmptyAsync();
        await new PersonBuilder { Id = 3, Username = "Alice" }.InsertAsync(data.Database);
        await new PersonBuilder { Id = 4, Username = "Bob" }.Offers("openrefine").InsertAsync(data.Database);
        await data.ExecuteAsync("""
            INSERT INTO consent (person_id, version, given_at) VALUES (3, @Version, '2026-03-01');
            INSERT INTO contact_choice (person_id, channel, talk_instead, gathered) VALUES (3, 'mail', TRUE, FALSE), (4, 'mail', TRUE, FALSE);
            """, new { Consent.Version });
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_choices_that_cannot_work_say_so_and_are_kept()
    {
        using var alice = app.Open();
        await StubWikiApp.ComeBackAsync(alice);
        var html = await alice.TextAsync("/notifications?uselang=en");
        Assert.Equal(2, html.Split("CapX cannot send messages on the wiki yet").Length - 1);
        Assert.Matches("id=\"channel-mail\"[^>]* checked", html);
    }

    [Fact]
    public async Task The_sender_reads_that_the_other_sees_it_in_the_tool()
    {
        using var alice = app.Open();
        await StubWikiApp.ComeBackAsync(alice);
        var html = await alice.TextAsync("/exchanges/propose?to=Bob&kind=ask&uselang=en");
        Assert.Contains("Bob can see your message in CapX.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("email", html.Split("<footer")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("to send messages in your name", html, StringComparison.Ordinal);
    }
}
