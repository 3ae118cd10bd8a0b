using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>A test in the browser. It fails when any page that it opened writes an error to the console, throws, or asks another host for anything.</summary>
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

    /// <summary>Fails with the whole list.</summary>
    protected static void AssertNone(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));

    protected Task<IPage> OpenAsync() => OpenAsync(new Visitor());

    /// <summary>A new browser with one empty tab.</summary>
    protected async Task<IPage> OpenAsync(Visitor visitor)
    {
        var context = await Browser.NewContextAsync(visitor);
        _contexts.Add(context);
        context.SetDefaultTimeout(10_000);
        context.Page += (_, page) => Watch(page, visitor);
        return await context.NewPageAsync();
    }

    /// <summary>A browser signed in with an account of the practice wiki that has agreed to what is stored.</summary>
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
            // The browser reports the status of the page itself as an error, and Blazor that of its line; pages about an error are tested too.
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

    /// <summary>Each of two browsers takes every other page: one of them keeps one processor busy.</summary>
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
