using System.Text.RegularExpressions;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.People;

/// <summary>A block concerns only two people. A third person sees the same pages, numbers and API responses before, during and after it.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class BlockBetweenOthersTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Me = 1001;
    private const ulong Second = 1002;
    private const ulong Third = 1019;

    private string _slug = "";
    private List<string> _pages = [];

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.Offers("sparql-queries").Wants("openrefine").Speaks("en").InsertAsync(data.Database);
        await new PersonBuilder { Id = Second, Username = "Sample Organizer", Visibility = "members" }.Offers("organizing-editathons").Wants("sparql-queries")
            .Speaks("en").InsertAsync(data.Database);
        await new PersonBuilder { Id = Third, Username = "Sample Second Moderator", Visibility = "members" }.Offers("openrefine").Wants("organizing-editathons")
            .Wants("sparql-queries").Speaks("en").InsertAsync(data.Database);
        foreach (var id in new[] { Me, Second, Third })
            await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@id, @Version, '2026-03-01')", new { id, Consent.Version });
        await FillAsync();
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("organizer", Third)]
    [InlineData("moderator-two", Second)]
    public async Task Changes_nothing_that_a_third_person_sees(string blocker, ulong blocked)
    {
        using var me = await app.OpenAsAsync("member");
        using var visitor = app.Open();
        using var other = await app.OpenAsAsync(blocker);
        var before = await SeenAsync(me, visitor);
        Assert.Contains("Sample Second Moderator", before["member /matches?ring=1"], StringComparison.Ordinal);
        Assert.Contains("Sample Second Moderator", before["member /matches?through=Sample_Organizer"], StringComparison.Ordinal);
        await other.SubmitAsync("/people/block", "/notifications", ("person", $"{blocked}"), ("block", "true"));
        Assert.Equal([blocked], await data.QueryAsync<ulong>("SELECT blocked_id FROM person_block"));
        AssertSame(before, await SeenAsync(me, visitor));
        await other.SubmitAsync("/people/block", "/notifications", ("person", $"{blocked}"), ("block", "false"));
        AssertSame(before, await SeenAsync(me, visitor));
    }

    [Theory]
    [InlineData("organizer", Third, "moderator-two", "organizer")]
    [InlineData("moderator-two", Second, "moderator-two", "organizer")]
    public async Task The_proposal_between_the_two_is_answered_as_one_to_who_takes_no_requests(string blocker, ulong blocked, string proposer, string recipient)
    {
        var (to, from) = recipient == "organizer" ? ("Sample_Organizer", Third) : ("Sample_Second_Moderator", Second);
        var listing = await new ListingBuilder { Person = from == Third ? Second : Third, Title = "Of the recipient" }.InsertAsync(data);
        await data.ExecuteAsync("UPDATE person SET visibility = 'public' WHERE id IN (@Second, @Third)", new { Second, Third });
        using var asking = await app.OpenAsAsync(proposer);
        using var blocking = await app.OpenAsAsync(blocker);
        foreach (var (url, who) in new[] { ($"/exchanges/propose?to={to}&kind=ask", "person"), ($"/exchanges/propose?listing={listing}", "listing") })
            foreach (var sender in new[] { "", $"{(await data.QueryAsync<ulong>("SELECT id FROM organization")).Single()}" })
            {
                async Task<(int, string)> ProposeAsync()
                {
                    var answer = await asking.SubmitAsync(url, url, ("_handler", "propose"), ("Key", Guid.NewGuid().ToString()), ("As", sender),
                        ("Capacity", "openrefine"), ("Message", "Hello there"), ("Language", "en"));
                    return ((int)answer.StatusCode, Plain(await answer.Content.ReadAsStringAsync()));
                }
                if (sender.Length > 0) await data.ExecuteAsync("UPDATE organization_person SET standing = 'manager' WHERE person_id = @from", new { from });
                if (sender.Length > 0)
                    await data.ExecuteAsync("DELETE FROM organization_person WHERE person_id = @to", new { to = from == Third ? Second : Third });
                await data.ExecuteAsync("UPDATE person SET not_taking_until = '2027-01-01' WHERE username = @name", new { name = to.Replace('_', ' ') });
                var notTaking = await ProposeAsync();
                await data.ExecuteAsync("UPDATE person SET not_taking_until = NULL");
                await blocking.SubmitAsync("/people/block", "/notifications", ("person", $"{blocked}"), ("block", "true"));
                var parted = await ProposeAsync();
                await data.ExecuteAsync("DELETE FROM person_block");
                Assert.Contains("not available at the moment", parted.Item2, StringComparison.Ordinal);
                Assert.Contains("Hello there", parted.Item2, StringComparison.Ordinal);
                Assert.True(notTaking == parted, $"{who}: {notTaking}\n\n{parted}");
            }
        Assert.Equal(1, (await data.QueryAsync<long>("SELECT COUNT(*) FROM exchange")).Single());
    }

    /// <summary>An organization, events, listings and an exchange that involve all three people.</summary>
    private async Task FillAsync()
    {
        (var group, _slug) = await new OrganizationBuilder { Name = "Common group" }.Having(Me, "manager").Having(Second, "manager").Having(Third, "member")
            .InsertAsync(data);
        var ours = await new EventBuilder { Title = "Of two" }.By(Me, Second).Registered(Third).InsertAsync(data);
        var theirs = await new EventBuilder { Title = "Of one" }.By(Second).Registered(Third, Me).With(form => form with { IsPublic = false })
            .InsertAsync(data);
        var listing = await new ListingBuilder { Person = Second, Title = "Of the second" }.InsertAsync(data);
        var needed = await new ListingBuilder { Organization = group, Title = "Of the group" }.InsertAsync(data);
        foreach (var id in new[] { listing, needed })
            await data.ExecuteAsync("INSERT INTO listing_need (listing_id, person_id, since_at) VALUES (@id, @Third, '2026-02-28')", new { id, Third });
        await data.ExecuteAsync("""
            INSERT INTO exchange (id, proposer_person_id, recipient_organization_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
            SELECT 501, @Third, @group, 'ask', id, 'accepted', '2026-02-27', '2026-02-28', 'a' FROM capacity WHERE code = 'openrefine';
            INSERT INTO exchange_change (exchange_id, state, author_id, changed_at)
             VALUES (501, 'proposed', @Third, '2026-02-27'), (501, 'accepted', @Second, '2026-02-28');
            INSERT INTO content (id, kind) VALUES (60001, 'message'), (60002, 'message');
            INSERT INTO exchange_message (id, exchange_id, author_id, side, text, language, sent_at, form_key) VALUES
                (60001, 501, @Third, 'proposer', 'Hello', 'en', '2026-02-27', 'b'), (60002, 501, @Second, 'recipient', 'Welcome', 'en', '2026-02-28', 'c');
            INSERT INTO exchange_reading (exchange_id, person_id, message_id) VALUES (501, @Me, 60002), (501, @Third, 60002), (501, @Second, 60002);
            """, new { Me, Second, Third, group });
        _pages =
        [
            "/", "/people", "/people?offers=openrefine", "/people/Sample_Organizer", "/people/Sample_Second_Moderator", "/capacities", "/capacities/openrefine",
            "/search?q=sample",
            "/matches", "/matches?languages=any", "/matches?ring=1", "/matches?ring=1&languages=any", "/matches?through=Sample_Organizer",
            "/matches?through=Sample_Second_Moderator",
            "/organizations", $"/organizations/{_slug}", "/listings", "/listings/mine", $"/listings/{listing}", $"/listings/{needed}",
            "/events", $"/events/{ours}", $"/events/{theirs}", "/exchanges", "/exchanges/501", "/notifications", "/exchanges/propose?to=Sample_Organizer",
            "/api/v1/people", "/api/v1/people/Sample_Organizer", "/api/v1/organizations", "/api/v1/listings", "/api/v1/events", $"/api/v1/events/{ours}",
            $"/api/v1/listings/{needed}", "/api/v1/capacities",
        ];
    }

    private async Task<Dictionary<string, string>> SeenAsync(TestBrowser me, TestBrowser visitor)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (who, browser) in new[] { ("member", me), ("visitor", visitor) })
            foreach (var page in _pages)
                seen[$"{who} {page}"] = Plain(await (await browser.GetAsync(page)).Content.ReadAsStringAsync());
        return seen;
    }

    private static void AssertSame(Dictionary<string, string> before, Dictionary<string, string> after) =>
        Assert.All(before, page => Assert.Equal(page.Value, after[page.Key]));

    private static string Plain(string html) => OfThisAnswer().Replace(html, "");

    /// <summary>The parts that differ between two responses: form keys, Blazor's comments and the request id.</summary>
    [GeneratedRegex("<!--.*?-->|<input type=\"hidden\"[^>]*>|\"requestId\":\"[^\"]*\"", RegexOptions.Singleline)]
    private static partial Regex OfThisAnswer();
}
