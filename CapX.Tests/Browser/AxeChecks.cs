using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CapX.Tests.Browser;

/// <summary>Runs axe on a page with the WCAG 2.2 AA and best-practice rules.</summary>
internal static class AxeChecks
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>Turns scripts of this tab off or on. Unlike the setting for a whole browser context, this lets axe run in between.</summary>
    public static async Task LetScriptsRunAsync(this IPage page, bool mayRun)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = !mayRun });
        await devtools.DetachAsync();
    }

    /// <summary>One line for each element that violates a rule.</summary>
    public static async Task<IEnumerable<string>> AxeViolationsAsync(this IPage page)
    {
        // The other mode opens a second page for each run to collect results from frames, but no page here has frames.
#pragma warning disable CS0618
        var result = await page.Locator("html").RunAxeLegacy(Options).WaitAsync(TimeSpan.FromMinutes(1));
#pragma warning restore CS0618
        return result.Violations.SelectMany(v =>
            v.Nodes.Select(n => $"{page.Url} {v.Id}: {v.Help}: {n.Html} | {string.Join(' ', n.Any.Concat(n.All).Select(c => c.Message))}"));
    }
}
