using System.Net;
using CapX.App.I18n;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Shell;

[Collection(SharedDatabase.Name)]
public sealed class ConductAndTermsTests(TestApp app) : IClassFixture<TestApp>
{
    public static TheoryData<string, string> Pages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var language in Embedded.MessageLanguages())
            {
                data.Add("/conduct", language);
                data.Add("/terms", language);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Everybody_can_read_it_in_every_language_shipped(string url, string language)
    {
        using var browser = app.Open();
        var response = await browser.GetAsync($"{url}?uselang={language}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("⧼", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/conduct\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/terms\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_about_conduct_leads_on_to_the_movements_code_to_reports_and_to_appeals()
    {
        using var browser = app.Open();
        var html = await browser.TextAsync("/conduct");
        foreach (var link in (string[])["Policy:Universal_Code_of_Conduct", "href=\"/report\"", "href=\"/decisions\"", "href=\"/transparency\""])
            Assert.Contains(link, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terms_name_the_licences()
    {
        using var browser = app.Open();
        var html = await browser.TextAsync("/terms");
        Assert.Contains("https://creativecommons.org/licenses/by-sa/4.0/", html, StringComparison.Ordinal);
        Assert.Contains("https://creativecommons.org/publicdomain/zero/1.0/", html, StringComparison.Ordinal);
    }
}
