using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>Keys pressed while an input method composes text belong to the input method, not to the field.</summary>
public sealed class ComposingTests(BrowserFixture browser) : BrowserTests(browser)
{
    // Imitates the keydown events of Chrome, Firefox and Safari during composition. Safari marks them by keyCode 229 alone.
    private const string Press = """
        (field, { key, isComposing, keyCode }) => {
            const press = new KeyboardEvent('keydown', { key, isComposing, bubbles: true, cancelable: true });
            return field.dispatchEvent(Object.defineProperty(press, 'keyCode', { value: keyCode }));
        }
        """;

    [Theory]
    [InlineData("/profile/edit", "edit-languages", "日本")]
    [InlineData("/profile/edit", "edit-territories", "Japan")]
    [InlineData("/profile/edit", "edit-wants", "openrefine")]
    [InlineData("/events/new", "edit-languages", "中文")]
    [InlineData("/listings/new", "edit-language", "français")]
    public async Task Enter_that_ends_a_word_chooses_nothing(string address, string field, string word)
    {
        var page = await OpenAsAsync("unconfirmed");
        await Browser.Data.ExecuteAsync("DELETE FROM draft");
        await page.GoAsync(address);
        await EditorPage.OpenAllAsync(page);
        var input = page.Locator($"#{field}");
        // The editor fills in the language of the text, so the field appears only after its chip is removed.
        if (await input.CountAsync() == 0) await page.Locator($".cdx-field:has([for='{field}']) .cdx-input-chip button").ClickAsync();
        await input.WaitForAsync();
        var chips = await page.Locator(".editor .cdx-input-chip, .editor .edit-row").CountAsync();

        var keyboard = await page.Context.NewCDPSessionAsync(page);
        await input.FocusAsync();
        await keyboard.SendAsync("Input.imeSetComposition", new() { ["text"] = word, ["selectionStart"] = word.Length, ["selectionEnd"] = word.Length });
        await page.Locator($"#{field}-list [role=option]").First.WaitForAsync();
        var first = await input.GetAttributeAsync("aria-activedescendant");
        await input.EvaluateAsync(Press, new { key = "ArrowDown", isComposing = true, keyCode = 229 });
        await input.EvaluateAsync(Press, new { key = "Enter", isComposing = true, keyCode = 13 });
        await input.EvaluateAsync(Press, new { key = "Enter", isComposing = false, keyCode = 229 });
        await input.EvaluateAsync(Press, new { key = "Escape", isComposing = true, keyCode = 27 });
        await keyboard.SendAsync("Input.insertText", new() { ["text"] = word });

        await Expect(input).ToHaveValueAsync(word);
        await Expect(input).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(input).ToHaveAttributeAsync("aria-activedescendant", first!);
        await Expect(page.Locator(".editor .cdx-input-chip, .editor .edit-row")).ToHaveCountAsync(chips);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".editor .cdx-input-chip, .editor .edit-row")).ToHaveCountAsync(chips + 1);
    }
}
