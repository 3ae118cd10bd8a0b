using CapX.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Operations;

/// <summary>A start and an end that go as they should write no error into the log, and the end is quick, whoever looks at a live page.</summary>
[Collection(PublishedAlone.Name)]
public sealed class PublishedStopTests
{
    private static readonly string[] LivePages = ["/profile/edit", "/events/new", "/listings/new", "/exchanges"];
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_first_start_on_an_empty_database_and_an_end_log_no_error()
    {
        await using var server = await PublishedServer.StartAsync();
        var stopped = await server.StopAsync();
        Assert.Empty(server.Errors);
        Assert.True(stopped < LongestStop, $"{stopped.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Sign_outs_and_an_end_with_live_pages_log_no_error_and_no_page_and_are_quick()
    {
        await using var server = await PublishedServer.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--disable-gpu"] });
        var context = await chromium.NewContextAsync(new() { BaseURL = server.Address.ToString() });
        var first = await context.NewPageAsync();
        await first.SignInAsync("member");
        await OpenAsync(context);
        await first.GoAsync("/privacy/me");
        await first.Locator("form[action='/sign-out/everywhere'] button").ClickAsync();
        await first.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        // Those whose session is over end within a few seconds, and then say what now.
        await Task.Delay(TimeSpan.FromSeconds(5));

        // The wiki knows this browser by now, and approves silently.
        await first.GoAsync("/sign-in");
        await first.Locator("main a[href*='go=']").ClickAsync();
        await first.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        await OpenAsync(context);
        // One closes its page, one loses its line without a word.
        await context.Pages[^1].CloseAsync();
        var stopped = await server.StopAsync();
        Assert.True(stopped < LongestStop, $"{stopped.TotalSeconds:0.0} s\n{server.Log}");
        Assert.True(!server.Errors.Any(), server.Log);
        foreach (var page in LivePages) Assert.DoesNotContain($"{server.Address.Authority}{page}", server.Log, StringComparison.Ordinal);
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
