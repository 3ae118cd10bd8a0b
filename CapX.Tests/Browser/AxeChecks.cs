using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CapX.Tests.Browser;

/// <summary>Asks axe about a page, by WCAG 2.2 AA and its best practices.</summary>
internal static class AxeChecks
{
    private const string ScriptSwitch = "Emulation.setScriptExecutionDisabled";

    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>Every violation, with its rule and its place.</summary>
    public static async Task<IEnumerable<string>> AxeViolationsAsync(this IPage page, bool hasScripts = true)
    {
        // Axe is a script itself: a page that was loaded without any gets leave to run it, and is without again after.
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync(ScriptSwitch, new() { ["value"] = false });
        var result = await page.RunAxe(Options);
        if (!hasScripts) await devtools.SendAsync(ScriptSwitch, new() { ["value"] = true });
        await devtools.DetachAsync();
        return result.Violations.SelectMany(v => v.Nodes.Select(n => $"{page.Url} {v.Id}: {v.Help}: {n.Html} | {string.Join(' ', n.Any.Concat(n.All).Select(c => c.Message))}"));
    }
}
