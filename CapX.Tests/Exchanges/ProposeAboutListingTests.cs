using System.Globalization;
using System.Net;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>A proposal about a listing goes to its author, if the proposer can see the listing and it is open.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ProposeAboutListingTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;

    private Pair _pair = null!;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        _pair = await Pair.MakeAsync(data);
    }

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("ask", ExchangeKind.Offer)]
    [InlineData("offer", ExchangeKind.Ask)]
    [InlineData("service", ExchangeKind.Ask)]
    [InlineData("resource", ExchangeKind.Ask)]
    public async Task The_listing_says_to_whom_it_goes_and_of_what_kind_it_is(string kind, ExchangeKind expected)
    {
        var listing = await PostAsync(_pair.Recipient.PersonId, kind);
        var id = await MadeAsync(About(listing) with { RecipientId = _pair.Stranger.PersonId, Kind = ExchangeKind.Ask });
        var theirs = (await _pair.Query.RunAsync(id, _pair.Recipient.PersonId))!;
        Assert.Equal((expected, "Asking Person", new ExchangeListing(listing, "Sample listing", "de")), (theirs.Kind, theirs.Other!.Name([]), theirs.Listing));
        Assert.Null(await _pair.Query.RunAsync(id, _pair.Stranger.PersonId));
        Assert.Equal(theirs.Listing, Assert.Single(await new ExchangesQuery(data.Database).RunAsync(_pair.Proposer.PersonId, areOver: false)).Listing);
    }

    [Fact]
    public async Task One_of_an_organization_goes_to_its_managers()
    {
        var (group, _) = await new OrganizationBuilder().Having(_pair.Recipient.PersonId, "manager").InsertAsync(data);
        var listing = await PostAsync(null, "service", organization: group);
        var id = await MadeAsync(About(listing));
        Assert.NotNull((await _pair.Query.RunAsync(id, _pair.Recipient.PersonId))!.Own);
        Assert.Equal(ProposalRefusal.Own, await WhyAsync(About(listing), _pair.Recipient));
        await data.ExecuteAsync("DELETE FROM organization_person");
        Assert.Equal(ProposalRefusal.NobodySpeaks, await WhyAsync(About(listing), _pair.Stranger));
    }

    [Fact]
    public async Task One_open_proposal_about_a_listing_is_found_again_whatever_it_says()
    {
        var listing = await PostAsync(_pair.Recipient.PersonId, "offer");
        var id = await MadeAsync(About(listing));
        Assert.Equal(id, await MadeAsync(About(listing) with { Capacity = "sparql-queries", Message = "Again" }));
        Assert.Equal(2, (await Task.WhenAll(MadeAsync(About(await PostAsync(_pair.Recipient.PersonId, "offer"))), MadeAsync(About(listing)))).Distinct()
            .Count());
        await _pair.Change.RunAsync(_pair.Proposer, id, ExchangeAction.Withdraw, null);
        Assert.NotEqual(id, await MadeAsync(About(listing)));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var listing = await PostAsync(_pair.Recipient.PersonId, "offer", "members");
        Assert.Equal(ProposalRefusal.UnknownCapacity, await WhyAsync(About(listing) with { Capacity = "technology" }));
        Assert.Equal(ProposalRefusal.NotFound, await WhyAsync(About(listing + 1000)));
        Assert.Equal(ProposalRefusal.Own, await WhyAsync(About(listing), _pair.Recipient));
        await _pair.Block.RunAsync(_pair.Recipient, _pair.Proposer.PersonId, isBlocked: true);
        Assert.Equal(ProposalRefusal.NotFound, await WhyAsync(About(listing)));
        await data.ExecuteAsync("UPDATE listing SET visibility = 'public'");
        Assert.Equal(ProposalRefusal.NotTaking, await WhyAsync(About(listing)));
        await _pair.Block.RunAsync(_pair.Recipient, _pair.Proposer.PersonId, isBlocked: false);
        foreach (var (sql, why) in new[]
        {
            ("UPDATE listing SET state = 'closed'", ProposalRefusal.ListingClosed),
            ("UPDATE listing SET state = 'open', open_until = '2020-01-01'", ProposalRefusal.ListingClosed),
            ("UPDATE person SET visibility = 'hidden'", ProposalRefusal.NotFound),
        })
        {
            await data.ExecuteAsync(sql);
            Assert.Equal(why, await WhyAsync(About(listing)));
        }
        Assert.Equal(0, (await _pair.CountAsync("exchange")).Single());
    }

    [Fact]
    public async Task The_exchange_outlives_the_listing_and_does_not_name_what_one_may_not_see()
    {
        var listing = await PostAsync(_pair.Recipient.PersonId, "offer");
        var id = await MadeAsync(About(listing));
        await data.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @PersonId", _pair.Recipient);
        Assert.Null((await _pair.Query.RunAsync(id, _pair.Proposer.PersonId))!.Listing);
        Assert.NotNull((await _pair.Query.RunAsync(id, _pair.Recipient.PersonId))!.Listing);
        await data.ExecuteAsync("DELETE FROM listing");
        Assert.Null((await _pair.Query.RunAsync(id, _pair.Recipient.PersonId))!.Listing);
    }

    [Fact]
    public async Task The_form_says_in_words_what_it_is_about_and_works_without_scripts()
    {
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        using var member = await app.OpenAsAsync("member");
        await data.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { Consent.Version });
        var listing = await PostAsync(_pair.Recipient.PersonId, "ask");
        var url = $"/exchanges/propose?listing={listing.ToString(CultureInfo.InvariantCulture)}";
        var form = await member.TextAsync(url);
        foreach (var said in new[] { "Offer help to Answering Person", $"<a href=\"/listings/{listing}\"><bdi lang=\"de\">Sample listing</bdi></a>",
            "value=\"openrefine\"", "value=\"sparql-queries\"" })
            Assert.Contains(said, form, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"technology\"", form, StringComparison.Ordinal);
        Assert.InRange(await SqlCommands.CountAsync(() => member.GetAsync(url)), 1, MostCommands);
        var made = await member.SubmitAsync(url, url, ("_handler", "propose"), ("Key", Guid.NewGuid().ToString()), ("Capacity", "openrefine"),
            ("Message", "Hello"), ("Language", "en"));
        var page = await member.TextAsync(new Uri(app.Address, TestBrowser.Location(made)).AbsolutePath);
        Assert.Contains("About the listing", page, StringComparison.Ordinal);
        Assert.Contains($"/listings/{listing}", await member.TextAsync("/exchanges"), StringComparison.Ordinal);
        await data.ExecuteAsync("UPDATE listing SET state = 'closed'");
        Assert.Contains("This listing is no longer open.", await member.TextAsync(url), StringComparison.Ordinal);
        foreach (var nothing in new[] { "/exchanges/propose?listing=999999", "/exchanges/propose?listing=abc" })
            Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(nothing)).StatusCode);
    }

    private Proposal About(ulong listing) => _pair.Proposal() with { RecipientId = null, ListingId = listing };

    private async Task<ulong> MadeAsync(Proposal proposal) => Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(_pair.Proposer, proposal)).Id;

    private async Task<ProposalRefusal> WhyAsync(Proposal proposal, Actor? actor = null) =>
        Assert.IsType<ProposalRefused>(await _pair.Propose.RunAsync(actor ?? _pair.Proposer, proposal)).Why;

    private Task<ulong> PostAsync(ulong? person, string kind, string visibility = "public", ulong? organization = null) =>
        new ListingBuilder { Title = "Sample listing", Person = person, Organization = organization }.With(f => f with
        {
            Kind = kind,
            Resource = kind == ListingKind.Resource ? ResourceKind.All[^1] : "",
            Language = "de",
            Capacities = ["openrefine", "sparql-queries"],
            IsPublic = visibility == "public",
        }).InsertAsync(data);
}
