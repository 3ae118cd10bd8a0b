using System.Collections.Concurrent;
using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>A test in the browser. It fails if any page it opens logs a console error, throws, or sends a request to another host.</summary>
[Collection(SharedBrowser.Name)]
public abstract class BrowserTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly List<IBrowserContext> _contexts = [];

    protected BrowserFixture Browser { get; } = browser;

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var context in _contexts) await context.CloseAsync();
        AssertNone(_faults);
    }

    /// <summary>Fails with all faults in the message.</summary>
    protected static void AssertNone(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));

    protected Task<IPage> OpenAsync() => OpenAsync(new Visitor());

    /// <summary>Opens an empty tab in a new browser context.</summary>
    protected async Task<IPage> OpenAsync(Visitor visitor)
    {
        var context = await Browser.NewContextAsync(visitor);
        _contexts.Add(context);
        context.SetDefaultTimeout(10_000);
        context.Page += (_, page) => Watch(page, visitor);
        return await context.NewPageAsync();
    }

    /// <summary>Logs in with an account of the practice wiki and accepts the terms if necessary.</summary>
    protected async Task<IPage> OpenAsAsync(string account, Visitor? visitor = null)
    {
        var page = await OpenAsync(visitor ?? new Visitor());
        await page.SignInAsync(account);
        return page;
    }

    private void Watch(IPage page, Visitor visitor)
    {
        page.Console += (_, message) =>
        {
            // The browser logs an error status of the page itself, and Blazor that of its connection. Tests of error pages expect them.
            var isExpected = visitor.Statuses.Any(s =>
                s >= 400 && (message.Text.Contains($"status of {s}", StringComparison.Ordinal)
                    || message.Text.Contains($"Status code '{s}'", StringComparison.Ordinal)));
            if (message.Type == "error" && !isExpected) _faults.Enqueue($"console, {visitor.Name}, {page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _faults.Enqueue($"script, {visitor.Name}, {page.Url}: {error}");
        page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is not ("data" or "blob") && url.Authority != Browser.Address.Authority)
                _faults.Enqueue($"other host, {visitor.Name}, {page.Url}: {url}");
        };
    }

    /// <summary>Shares the pages between two tabs, because a single tab uses only one processor core.</summary>
    protected static async Task<List<string>> InTwoTabsAsync<T>(Func<Task<IPage>> open, IEnumerable<T> pages, Func<IPage, T, Task<IEnumerable<string>>> look)
    {
        IPage[] tabs = [await open(), await open()];
        var found = await Task.WhenAll(tabs.Select(async (tab, half) =>
        {
            var mine = new List<string>();
            foreach (var it in pages.Where((_, place) => place % tabs.Length == half)) mine.AddRange(await look(tab, it));
            return mine;
        }));
        return [.. found.SelectMany(f => f)];
    }
}
