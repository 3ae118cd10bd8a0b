using Microsoft.Playwright;

namespace CapX.Tests.Browser;

/// <summary>Operates the live editor by keyboard.</summary>
internal sealed class EditorPage(IPage page)
{
    private const string Sections = ".editor details.cdx-accordion";

    public IPage Page => page;

    public ILocator Status => page.Locator("#edit-status");

    /// <summary>Opens the profile editor and waits until it is interactive.</summary>
    public static async Task<EditorPage> OpenAsync(IPage page)
    {
        await page.GoAsync("/profile/edit");
        await page.Locator("#edit-save, #edit-draft").First.WaitForAsync();
        return new EditorPage(page);
    }

    /// <summary>Takes the draft that the editor offers, and waits until it is in the fields.</summary>
    public static async Task TakeDraftAsync(IPage page)
    {
        await page.Locator("#edit-draft .cdx-button").First.ClickAsync();
        await Assertions.Expect(page.Locator("#edit-draft")).ToHaveCountAsync(0);
    }

    /// <summary>Opens every section of the editor. Discards a draft first, because a page of an earlier test may have saved one while it closed.</summary>
    public static async Task OpenAllAsync(IPage page)
    {
        await page.Locator("#edit-save, #edit-draft").First.WaitForAsync();
        if (await page.Locator("#edit-draft").IsVisibleAsync()) await page.Locator("#edit-draft button").Last.ClickAsync();
        await page.Locator("#edit-save").WaitForAsync();
        await page.EvaluateAsync($"() => document.querySelectorAll('{Sections}').forEach(section => section.open = true)");
    }

    /// <summary>Opens the section that contains the field.</summary>
    public async Task UnfoldAsync(string id)
    {
        var section = page.Locator(Sections).Filter(new() { Has = page.Locator($"[id='{id}']") });
        if (await section.GetAttributeAsync("open") is not null) return;
        await section.Locator("summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Types into a field with suggestions and takes the first suggestion with Enter.</summary>
    public async Task PickAsync(string id, string text)
    {
        await UnfoldAsync(id);
        await page.Locator($"[id='{id}']").FocusAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Locator($"[id='{id}-list'] [role=option]").First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    public async Task TypeAsync(string id, string text)
    {
        await UnfoldAsync(id);
        await page.Locator($"[id='{id}']").FocusAsync();
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Toggles a checkbox or radio button with the space bar.</summary>
    public async Task PressSpaceAsync(string id)
    {
        await UnfoldAsync(id);
        await page.Locator($"[id='{id}']").FocusAsync();
        await page.Keyboard.PressAsync("Space");
    }

    public async Task SaveAsync()
    {
        await page.Locator("#edit-save").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    public async Task SaveAndWaitAsync()
    {
        await SaveAsync();
        await Assertions.Expect(Status).ToContainTextAsync("Saved");
    }
}
