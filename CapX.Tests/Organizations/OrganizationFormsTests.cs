using System.Net;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>The plain forms on an organization's page as managers, curators and strangers send them without scripts.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OrganizationFormsTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private TestBrowser _manager = null!;
    private TestBrowser _other = null!;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await new PersonBuilder { Id = 1002, Username = "Sample Organizer" }.InsertAsync(data.Database);
        await new OrganizationBuilder { Name = "Sample Group", At = TestClock.Start }.Having(1001, "manager").InsertAsync(data);
        (_manager, _other) = (await app.OpenAsAsync("member"), await app.OpenAsAsync("organizer"));
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { Consent.Version });
    }

    public Task DisposeAsync()
    {
        _manager.Dispose();
        _other.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Somebody_is_invited_accepts_and_the_first_manager_leaves()
    {
        Assert.Contains("came=lastmanager", await ActAsync(_manager, "leave"), StringComparison.Ordinal);
        Assert.Contains("came=nobodyofthatname", await ActAsync(_manager, "invite", "No such person"), StringComparison.Ordinal);
        Assert.Contains("came=done", await ActAsync(_manager, "invite", "Sample_Organizer"), StringComparison.Ordinal);
        Assert.Contains("You have been invited to manage Sample Group", await _other.TextAsync("/notifications?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("You have been invited to manage this organization", await _other.TextAsync("/organizations/sample-group?uselang=en"),
            StringComparison.Ordinal);
        Assert.Contains("came=done", await ActAsync(_other, "accept"), StringComparison.Ordinal);
        Assert.Contains("came=done", await ActAsync(_manager, "leave"), StringComparison.Ordinal);
        Assert.DoesNotContain("/organizations/sample-group/edit", await _manager.TextAsync("/organizations/sample-group"), StringComparison.Ordinal);
        Assert.Contains("Sample Group</bdi>", await _manager.TextAsync("/people/Sample_Organizer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_says_to_be_part_of_it_and_a_manager_confirms()
    {
        Assert.Contains("came=done", await ActAsync(_other, "say"), StringComparison.Ordinal);
        Assert.Contains("A manager has not confirmed this yet", await _other.TextAsync("/organizations/sample-group?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("Someone says they are a member of Sample Group", await _manager.TextAsync("/notifications?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("came=done", await ActAsync(_manager, "confirmmember", "Sample Organizer"), StringComparison.Ordinal);
        using var visitor = app.Open();
        Assert.Contains("Sample Organizer", await visitor.TextAsync("/organizations/sample-group"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("act", "do", "invite")]
    [InlineData("act", "do", "handover")]
    [InlineData("act", "do", "confirmmember")]
    [InlineData("act", "do", "removemember")]
    [InlineData("act", "do", "withdraw")]
    [InlineData("confirm", "x", "y")]
    [InlineData("merge", "into", "sample-group")]
    [InlineData("restore", "change", "1")]
    public async Task Strangers_find_nothing_to_change(string form, string field, string value)
    {
        var answer = await _other.SubmitAsync($"/organizations/sample-group/{form}", "/notifications", (field, value), ("username", "Sample Member"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _other.GetAsync("/organizations/sample-group/edit")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _other.GetAsync("/organizations/sample-group/history")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _other.GetAsync("/organizations/waiting")).StatusCode);
    }

    [Theory]
    [InlineData("/organizations/sample-group/edit")]
    [InlineData("/organizations/sample-group/history")]
    [InlineData("/organizations/propose")]
    [InlineData("/organizations/waiting")]
    public async Task Who_is_signed_out_signs_in_first(string path)
    {
        using var visitor = app.Open();
        var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/sign-in?returnUrl=", TestBrowser.Location(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_curator_confirms_and_merges()
    {
        await data.GrantAsync("Sample Organizer", Role.Curator);
        await new OrganizationBuilder
        {
            Name = "Sample Double", At = TestClock.Start,
            State = CapX.Data.Organizations.OrganizationState.Proposed
        }.InsertAsync(data);
        Assert.Contains("1 organization is waiting for a curator", await _other.TextAsync("/organizations?uselang=en"), StringComparison.Ordinal);
        Assert.Contains("Sample Double", await _other.TextAsync("/organizations/waiting"), StringComparison.Ordinal);
        Assert.Contains("came=done", TestBrowser.Location(await _other.SubmitAsync("/organizations/sample-double/confirm", "/notifications")),
            StringComparison.Ordinal);
        Assert.Contains("/organizations/sample-group?",
            TestBrowser.Location(await _other.SubmitAsync("/organizations/sample-double/merge", "/notifications",
                ("into", "https://capx.example/organizations/Sample-Group/"))), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MovedPermanently, (await _manager.GetAsync("/organizations/sample-double")).StatusCode);
        var history = await _manager.TextAsync("/organizations/sample-group/history?uselang=en");
        Assert.Contains("Merged", history, StringComparison.Ordinal);
    }

    private static async Task<string> ActAsync(TestBrowser browser, string act, string? username = null) =>
        TestBrowser.Location(await browser.SubmitAsync("/organizations/sample-group/act", "/notifications",
            username is null ? [("do", act)] : [("do", act), ("username", username)]));
}
