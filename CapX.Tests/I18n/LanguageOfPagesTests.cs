using System.Net;
using CapX.App.Shell;
using CapX.App;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.I18n;

[Collection(SharedDatabase.Name)]
public sealed class LanguageOfPagesTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string StoredSql = "SELECT interface_language FROM person WHERE interface_language IS NOT NULL";

    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_address_chooses_the_language_of_one_page()
    {
        using var browser = app.Open();
        Assert.Contains("(shell-people)", await browser.TextAsync("/?uselang=qqx"), StringComparison.Ordinal);
        Assert.DoesNotContain("(shell-people)", await browser.TextAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain(LanguageChoice.Cookie, browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_page_that_depends_on_the_language_says_so_to_caches_and_a_style_sheet_does_not()
    {
        using var browser = app.Open();
        Assert.Equal(["Accept", "Accept-Language", "Cookie"], (await browser.GetAsync("/")).Headers.Vary.Where(v => v != "Accept-Encoding"));
        Assert.DoesNotContain("Cookie", (await browser.GetAsync("/app.css")).Headers.Vary);
    }

    [Fact]
    public async Task Letters_beyond_ASCII_are_sent_as_they_are_and_markup_is_not()
    {
        using var browser = app.Open();
        var page = await browser.TextAsync("/?uselang=en&q=%22%3Cb%3E");
        Assert.Contains("Trying to reconnect …", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"<b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_keeps_the_choice_in_a_cookie_and_comes_back_to_the_page()
    {
        using var browser = app.Open();
        var answer = await browser.SubmitAsync(SiteUrls.Language, "/", ("language", "en"), ("returnUrl", "/people?q=lua"));
        Assert.Equal((HttpStatusCode.Found, "/people?q=lua"), (answer.StatusCode, TestBrowser.Location(answer)));
        Assert.Equal("en", browser.Cookies[LanguageChoice.Cookie]);
        Assert.Contains("HttpOnly", string.Concat(TestBrowser.SetCookies(answer)), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await database.QueryAsync<string>(StoredSql));
    }

    [Fact]
    public async Task A_person_keeps_the_choice_in_the_account()
    {
        using var browser = await app.OpenAsAsync("member");
        await browser.SubmitAsync(SiteUrls.Language, "/privacy", ("language", "en"));
        Assert.Equal(["en"], await database.QueryAsync<string>(StoredSql));
    }

    [Theory]
    [InlineData("qqx")]
    [InlineData("qqq")]
    [InlineData("xx")]
    [InlineData("EN")]
    [InlineData("")]
    [InlineData("en' OR '1'='1")]
    public async Task What_is_not_shipped_is_not_stored(string language)
    {
        using var browser = app.Open();
        var answer = await browser.SubmitAsync(SiteUrls.Language, "/", ("language", language), ("returnUrl", "https://evil.example.org/"));
        Assert.Equal((HttpStatusCode.Found, "/"), (answer.StatusCode, TestBrowser.Location(answer)));
        Assert.DoesNotContain(LanguageChoice.Cookie, browser.Cookies.Keys);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://evil.example.org")]
    public async Task A_form_of_another_site_changes_nothing(string? origin)
    {
        using var browser = app.Open();
        using var form = new HttpRequestMessage(HttpMethod.Post, SiteUrls.Language) { Content = new FormUrlEncodedContent([new("language", "en")]) };
        if (origin is not null) form.Headers.Add("Origin", origin);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(form)).StatusCode);
        Assert.DoesNotContain(LanguageChoice.Cookie, browser.Cookies.Keys);
    }

    [Theory]
    [InlineData("/people?q=a+b&uselang=qqx&offers=lua&offers=ai&x=1", "/people?q=a%20b&amp;offers=lua&amp;offers=ai")]
    [InlineData("/?uselang=en", "/")]
    [InlineData("/nowhere?uselang=qqx&x=1", "/nowhere?x=1")]
    public async Task The_switch_leads_back_to_the_page_without_the_language_in_its_address(string url, string back)
    {
        using var browser = app.Open();
        Assert.Contains($"name=\"returnUrl\" value=\"{back}\"", await browser.TextAsync(url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_about_a_failure_is_in_the_language_too()
    {
        using var browser = app.Open();
        Assert.Contains("(shell-problem-not-found-title)", await (await browser.GetAsync("/nowhere?uselang=qqx")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }
}
