using CapX.Tests.Browser;
using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>A normal start and stop log no error, and the stop is quick even with live pages.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class PublishedStopTests(DatabaseFixture data)
{
    private static readonly string[] LivePages = ["/profile/edit", "/events/new", "/listings/new", "/exchanges"];
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_first_start_on_an_empty_database_and_an_end_log_no_error()
    {
        await using var server = await PublishedServer.StartAsync(data);
        var stopped = await server.StopAsync();
        Assert.Empty(server.Errors);
        Assert.True(stopped < LongestStop, $"{stopped.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Sign_outs_and_an_end_with_live_pages_log_no_error_and_no_page_and_are_quick()
    {
        await using var server = await PublishedServer.StartAsync(data);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium =
            await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--disable-gpu"] });
        var context = await chromium.NewContextAsync(new() { BaseURL = server.Address.ToString() });
        var first = await context.NewPageAsync();
        await first.SignInAsync("member");
        await OpenAsync(context);
        await first.GoAsync("/privacy/me");
        await first.Locator("form[action='/sign-out/everywhere'] button").ClickAsync();
        await first.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        // The live pages of the ended sessions close within a few seconds and then show a message.
        await Task.Delay(TimeSpan.FromSeconds(5));

        // The wiki has approved this browser before and does not ask again.
        await first.GoAsync("/sign-in");
        await first.Locator("main a[href*='go=']").ClickAsync();
        await first.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        await OpenAsync(context);
        // One page is closed, the others are still live when the server stops.
        await context.Pages[^1].CloseAsync();
        var stopped = await server.StopAsync();
        Assert.True(stopped < LongestStop, $"{stopped.TotalSeconds:0.0} s\n{server.Log}");
        Assert.True(!server.Errors.Any(), server.Log);
        foreach (var page in LivePages) Assert.DoesNotContain($"{server.Address.Authority}{page}", server.Log, StringComparison.Ordinal);
    }

    /// <summary>A request can wait half a minute for the database, longer than a stop may take.</summary>
    [Fact]
    public async Task An_end_is_quick_while_a_page_waits_for_the_database()
    {
        await using var server = await PublishedServer.StartAsync(data);
        using var http = new HttpClient { BaseAddress = server.Address };
        await server.WhileTableIsHeldAsync("organization", async () =>
        {
            var waiting = http.GetAsync("/organizations/sample");
            await Task.Delay(500);
            Assert.False(waiting.IsCompleted);
            var stopped = await server.StopAsync();
            Assert.True(stopped < LongestStop, $"{stopped.TotalSeconds:0.0} s");
            await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        });
    }

    [Fact]
    public async Task A_live_page_goes_on_after_a_restart_with_what_was_typed()
    {
        await using var server = await PublishedServer.StartAsync(data);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium =
            await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await (await chromium.NewContextAsync(new() { BaseURL = server.Address.ToString() })).NewPageAsync();
        await page.SignInAsync("member");
        await page.GoAsync("/listings/new");
        await page.UntilLiveAsync();
        await page.Locator("#edit-title").FillAsync("Typed before the deploy");
        await page.EvaluateAsync("() => { window.isSamePage = true; document.querySelector('.editor').id = 'before'; }");
        await server.StopAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await server.StartAgainAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).Not.ToBeVisibleAsync(new() { Timeout = 20_000 });
        // The connection is back shortly before the editor is drawn again.
        await Assertions.Expect(page.Locator("#before")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#edit-title")).ToHaveValueAsync("Typed before the deploy");
        Assert.True(await page.EvaluateAsync<bool>("() => window.isSamePage === true"));
        await page.Locator("#edit-save").ClickAsync();
        await Assertions.Expect(page.Locator(".editor__top a[href*='#edit-']").First).ToBeVisibleAsync();
    }

    private static async Task OpenAsync(IBrowserContext context)
    {
        foreach (var path in LivePages)
        {
            var page = await context.NewPageAsync();
            await page.GoAsync(path);
            await page.UntilLiveAsync();
        }
    }
}
