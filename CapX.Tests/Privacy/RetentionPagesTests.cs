using System.Net;
using System.Text.RegularExpressions;
using CapX.App.I18n;
using CapX.App.Privacy;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Privacy;

/// <summary>The statements of the privacy page about retention and logs are true.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class RetentionPagesTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string Searched = "zqsearchedfor";

    public static TheoryData<string> Languages => [.. Embedded.MessageLanguages()];

    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_page_prints_the_table_by_which_data_ends(string language)
    {
        using var browser = app.Open();
        var html = Attributes.Replace(WebUtility.HtmlDecode(await browser.TextAsync($"/privacy?uselang={language}")), "<$1>");
        var messages = MessageCatalog.Instance.For(language);
        Assert.DoesNotContain("⧼", html, StringComparison.Ordinal);
        Assert.All(Retention.All,
            kind => Assert.Contains($"<th>{messages[$"privacy-kept-{kind.Kind}"]}</th><td>{KeptTable.Until(messages, kind)}</td>", html,
                StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_names_periods_in_words()
    {
        using var browser = app.Open();
        var html = await browser.TextAsync("/privacy");
        Assert.Contains("90 days after you read them", html, StringComparison.Ordinal);
        Assert.Contains("a year after they arrived", html, StringComparison.Ordinal);
        Assert.Contains("14 days after the last use, and at most 90 days after you logged in", html, StringComparison.Ordinal);
        Assert.Contains("deleted after 30 days", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_erasure_the_page_says_until_when_backups_may_hold_it()
    {
        using var browser = app.Open();
        var last = MessageCatalog.Instance.For("en").Date(DateOnly.FromDateTime(app.Clock.Now.AddDays(30)));
        Assert.Contains($"until {last} at the latest", await browser.TextAsync("/privacy/erased"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/report")]
    [InlineData("/reports")]
    [InlineData("/reports/1")]
    public async Task What_a_visitor_reported_is_stored_by_no_browser(string url)
    {
        using var browser = app.Open();
        Assert.True((await browser.GetAsync(url)).Headers.CacheControl is { NoStore: true });
    }

    [Fact]
    public async Task Neither_the_log_nor_any_table_holds_what_was_searched_for_and_the_log_names_nobody()
    {
        using var browser = await app.OpenAsAsync("member");
        foreach (var url in (string[])[$"/people?q={Searched}", $"/search?q={Searched}", $"/api/v1/people?q={Searched}", $"/organizations?q={Searched}",
            "/people/Sample_Member", $"/no-such-{Searched}", "/privacy/me"])
            await browser.GetAsync(url);
        await browser.SubmitAsync("/sign-out", "/");
        // Refusals by other tests that run at the same time stand in the same log. They hold numbers and words of the program only.
        var log = Refusal.Replace(app.Log.ToString(), "");
        foreach (var told in (string[])[Searched, "Sample", "Member", "127.0.0.1:0"]) Assert.DoesNotContain(told, log, StringComparison.OrdinalIgnoreCase);
        const string ColumnsSql = """
            SELECT CONCAT('SELECT COUNT(*) FROM `', table_name, '` WHERE CAST(`', column_name, '` AS CHAR) LIKE ''%zqsearchedfor%''')
             FROM information_schema.columns WHERE table_schema = DATABASE()
            """;
        foreach (var question in await database.QueryAsync<string>(ColumnsSql)) Assert.Equal([0], await database.QueryAsync<long>(question));
    }

    [GeneratedRegex(@"Refused \w+ to \d+ as \w+")]
    private static partial Regex Refusal { get; }

    [GeneratedRegex(@"<(\w+) [^>]*>")]
    private static partial Regex Attributes { get; }
}
