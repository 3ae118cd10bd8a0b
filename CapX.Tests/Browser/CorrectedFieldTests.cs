using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>In every editor an error disappears from its field and from the top as soon as the field is corrected. Other errors stay.</summary>
public sealed class CorrectedFieldTests(BrowserFixture browser) : BrowserTests(browser)
{
    public override Task InitializeAsync() => Browser.Data.ExecuteAsync("DELETE FROM draft WHERE person_id = 1007");

    [Theory]
    [InlineData("/listings/new", "edit-title", "", "A title", "edit-capacities")]
    [InlineData("/events/new", "edit-title", "", "A title", "edit-kind")]
    [InlineData("/organizations/propose", "edit-name-0", "", "A name", "edit-type")]
    [InlineData("/profile/edit", "edit-about", "too long", "Short enough", null)]
    public async Task An_error_goes_with_its_cause(string url, string id, string wrong, string right, string? otherError)
    {
        var page = await OpenAsAsync("took-oldname");
        await page.GoAsync(url);
        await EditorPage.OpenAllAsync(page);
        var (field, errors) = (page.Locator($"#{id}"), page.Locator(".editor__top a[href*='#edit-']"));
        await field.FillAsync(wrong == "too long" ? new string('x', 2100) : wrong);
        await page.Locator("#edit-save").ClickAsync();
        await Expect(errors.First).ToBeVisibleAsync();
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        var before = await errors.CountAsync();

        await field.FillAsync(right);

        await Expect(field).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator($".cdx-field:has(#{id}) .cdx-message--error")).ToHaveCountAsync(0);
        await Expect(errors).ToHaveCountAsync(before - 1);
        if (otherError is not null) await Expect(page.Locator($".editor__top a[href$='#{otherError}']")).ToBeVisibleAsync();
    }
}
