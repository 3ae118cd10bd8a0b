using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>A person who is blocked on the wiki sees a note before typing.</summary>
[Collection(SharedDatabase.Name)]
public sealed class BlockedWriterTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string Note = "Your account is blocked on the wiki";

    /// <summary>Pages with a text field but without such a note, each with its reason.</summary>
    private static readonly Dictionary<string, string> WithoutNote = new(StringComparer.Ordinal)
    {
        ["Exchanges/ProposePage.razor"] = "shows the note instead of the form",
        ["Moderation/DecisionPage.razor"] = "appeals are open to everybody",
        ["Moderation/FlagWordsPage.razor"] = "for moderators",
        ["Moderation/ReportPage.razor"] = "reports are open to everybody",
    };

    public Task InitializeAsync() => data.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/profile/edit")]
    [InlineData("/listings/new")]
    [InlineData("/events/new")]
    [InlineData("/organizations/propose")]
    [InlineData("/capacities/suggest")]
    public async Task Every_editor_says_so_at_its_top(string page)
    {
        using var blocked = await OpenAsync("blocked");
        using var member = await OpenAsync("member");
        Assert.Contains(Note, await blocked.TextAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain(Note, await member.TextAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain(Note, await blocked.TextAsync("/people"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_with_a_text_to_write_is_marked()
    {
        var pages = Path.Combine(HouseTests.Root, "CapX.App");
        var unmarked = Directory.EnumerateFiles(pages, "*Page.razor", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("CdxTextArea", StringComparison.Ordinal) || text.Contains("<Edit", StringComparison.Ordinal))
                && !text.Contains("[Writes]", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(pages, file)).Order();
        Assert.Equal(WithoutNote.Keys.Order(), unmarked);
    }

    private async Task<TestBrowser> OpenAsync(string account)
    {
        var browser = await app.OpenAsAsync(account);
        await data.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { Consent.Version });
        return browser;
    }
}
