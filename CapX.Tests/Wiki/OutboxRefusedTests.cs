using System.Net;
using CapX.App.Wiki;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Wiki;

/// <summary>Refusals of the wiki to CapX or to one sender. The reason is shown, and other senders do not have to wait.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OutboxRefusedTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly OutboxRig _rig = new(fixture);

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("mwoauth-invalid-authorization-blocked-user", "failed sender-locked mail")]
    [InlineData("mwoauth-invalid-authorization-invalid-user", "failed sender-locked mail")]
    [InlineData("mwoauth-invalid-authorization-not-approved", "queued not-accepted mail")]
    [InlineData("mwoauth-invalid-authorization-wrong-wiki", "queued not-accepted mail")]
    [InlineData("mwoauth-invalid-authorization", "queued not-accepted mail")]
    [InlineData("internal_api_error_DBQueryError", "queued wiki-away mail")]
    [InlineData("something-new", "queued refused mail")]
    public async Task What_is_refused_to_one_sender_stops_no_other(string code, string seen)
    {
        var (first, to) = await _rig.PairAsync();
        var (refused, _) = await _rig.WriteAsync(first, to);
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        var (second, other) = await _rig.PairAsync();
        var (sent, _) = await _rig.WriteAsync(second, other);
        _rig.Wiki.Refused = person => person == OutboxRig.Text(first) ? code : null;
        await _rig.DeliverAsync();
        Assert.Equal((seen, "sent - mail"), (await _rig.SeenAsync(refused, first), await _rig.SeenAsync(sent, second)));
        // No permission counts as withdrawn.
        Assert.Equal(2, (await fixture.QueryAsync<ulong>("SELECT person_id FROM wiki_token")).Count);
    }

    [Fact]
    public async Task A_wiki_that_does_not_answer_ends_the_round()
    {
        for (var i = 0; i < 2; i++)
        {
            var (sender, recipient) = await _rig.PairAsync();
            await _rig.WriteAsync(sender, recipient);
            _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        _rig.Wiki.IsDown = true;
        Assert.Equal(1, await _rig.Worker().DeliverAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_log_names_the_consumer_that_is_disabled_and_nobody_else()
    {
        var (sender, recipient) = await _rig.PairAsync(name: "Ana Secreta");
        await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.Refused = _ => "mwoauth-invalid-authorization-not-approved";
        await _rig.DeliverAsync();
        Assert.Contains("consumer for sending, client id sending: mwoauth-invalid-authorization-not-approved", _rig.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", _rig.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consumer_that_is_disabled_shows_at_the_refresh_too()
    {
        var sender = await _rig.PersonAsync();
        await _rig.LeaveAsync(sender, hours: 0);
        var (exchange, _) = await _rig.WriteAsync(sender, await _rig.RecipientAsync());
        _rig.Wiki.RefreshFails = (HttpStatusCode.Unauthorized, "invalid_client");
        await _rig.DeliverAsync();
        Assert.Equal("queued not-accepted mail", await _rig.SeenAsync(exchange, sender));
        Assert.Contains("client id sending: status 401 invalid_client", _rig.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "server_error", false)]
    [InlineData(HttpStatusCode.Unauthorized, "invalid_request", true)]
    [InlineData(HttpStatusCode.BadRequest, "invalid_grant", true)]
    public async Task A_refresh_that_fails_because_the_wiki_is_read_only_says_so_and_keeps_the_tokens(HttpStatusCode status, string error, bool isReadOnly)
    {
        var sender = await _rig.PersonAsync();
        await _rig.LeaveAsync(sender, hours: 0);
        var (exchange, _) = await _rig.WriteAsync(sender, await _rig.RecipientAsync());
        (_rig.Wiki.RefreshFails, _rig.Wiki.IsReadOnly) = ((status, error), isReadOnly);
        await _rig.DeliverAsync();
        Assert.Equal("queued read-only mail", await _rig.SeenAsync(exchange, sender));
        (_rig.Wiki.RefreshFails, _rig.Wiki.IsReadOnly) = (null, false);
        _rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await _rig.DeliverAsync();
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("errors")]
    [InlineData("header")]
    public async Task A_code_is_read_from_wherever_the_wiki_puts_it(string format)
    {
        var (sender, recipient) = await _rig.PairAsync(talkInstead: true);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.ErrorFormat = format;
        _rig.Wiki.Codes.Enqueue("nowikiemailtext");
        await _rig.DeliverAsync();
        Assert.Equal("sent mail-off talk", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("something-new", "something-new")]
    [InlineData("new\r\nfake line <b>", "newfakelineb")]
    public async Task A_code_that_nobody_knows_stands_in_the_log_by_its_name(string code, string logged)
    {
        var (sender, recipient) = await _rig.PairAsync(name: "Ana Secreta");
        await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.Codes.Enqueue(code);
        await _rig.DeliverAsync();
        Assert.EndsWith($"responded with an unknown code: {logged} ", _rig.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", _rig.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_of_both_releases_are_known() =>
        Assert.All(CapX.App.PracticeWiki.PracticeMail.Answers.Except(["silence", "http-503", "captcha"]), code => Assert.True(WikiErrors.IsKnown(code), code));
}
