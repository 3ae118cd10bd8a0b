using Xunit;

namespace CapX.Tests.Browser;

/// <summary>No violation that axe can find: the pages of members in light, one address a template in every other look.</summary>
public sealed class AccessibilityTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly Visitor[] Looks =
    [
        new() { Name = "in dark", IsDark = true },
        new() { Name = "in Arabic", Language = "ar" },
        new() { Name = "narrow", Width = 320 },
    ];

    public static TheoryData<string> LookNames => [.. Looks.Select(l => l.Name)];

    [Fact]
    public async Task Every_page_for_members_is_accessible()
    {
        var page = await OpenAsAsync("organizer");
        var violations = new List<string>();
        foreach (var path in ReadingPages.ForMembers)
        {
            await page.GoAsync(path);
            if (path == "/profile/edit") await EditorPage.OpenAllAsync(page);
            violations.AddRange(await page.AxeViolationsAsync());
        }
        AssertNone(violations);
    }

    [Fact]
    public async Task The_welcome_is_accessible()
    {
        var page = await OpenAsync();
        await page.ApproveAsync("no-mail", "/profile/edit");

        Assert.EndsWith("/welcome?returnUrl=%2Fprofile%2Fedit", page.Url, StringComparison.Ordinal);
        AssertNone(await page.AxeViolationsAsync());
    }

    [Theory]
    [MemberData(nameof(LookNames))]
    public async Task Every_template_is_accessible_in_every_look(string look)
    {
        var visitor = Looks.Single(l => l.Name == look);
        var page = await OpenAsync(visitor);
        var violations = new List<string>();
        foreach (var path in ReadingPages.OnePerTemplate)
        {
            await page.GoAsync(path);
            violations.AddRange(await page.AxeViolationsAsync(visitor.HasScripts));
        }
        AssertNone(violations);
    }
}
