using Bunit;
using CapX.App.Codex;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace CapX.Tests.Codex;

public sealed class CdxLookupTests : BunitContext
{
    private static readonly string[] Names = ["Lua", "Lua modules", "Gadgets"];

    private readonly List<string> _chosen = [];

    private Func<string, Task<IReadOnlyList<LookupOption>>> _find = text => Task.FromResult<IReadOnlyList<LookupOption>>(
        [.. Names.Where(n => n.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .Select(n => new LookupOption(n.ToLowerInvariant(), n, "Technology", "Луа", "ru"))]);

    private IRenderedComponent<CdxLookup> Lookup() => Render<CdxLookup>(parameters => parameters
        .Add(l => l.Id, "skill").Add(l => l.Label, "Skills").Add(l => l.Find, text => _find(text)).Add(l => l.OnChosen, option => _chosen.Add(option.Value))
        .Add(l => l.Found, count => $"{count} found").Add(l => l.NothingFound, "Nothing").Add(l => l.NotChosen, "Choose one"));

    private static Task PressAsync(IRenderedComponent<CdxLookup> lookup, string key) => lookup.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = key });

    [Fact]
    public async Task Suggests_while_somebody_types()
    {
        var lookup = Lookup();
        Assert.Equal("false", lookup.Find("input").GetAttribute("aria-expanded"));
        await lookup.Find("input").InputAsync("lu");
        var input = lookup.Find("input");
        Assert.Equal(("combobox", "true", "skill-list", "skill-option-0"),
            (input.GetAttribute("role"), input.GetAttribute("aria-expanded"), input.GetAttribute("aria-controls"),
            input.GetAttribute("aria-activedescendant")));
        Assert.Equal(["Lua", "Lua modules"], lookup.FindAll("[role=option] .cdx-menu-item__text__label").Select(o => o.TextContent));
        Assert.Equal("ru", lookup.Find("[role=option] bdi[lang]").GetAttribute("lang"));
        Assert.Equal("2 found", lookup.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Chooses_by_arrows_and_enter_and_is_empty_again()
    {
        var lookup = Lookup();
        await lookup.Find("input").InputAsync("lu");
        await PressAsync(lookup, "ArrowDown");
        Assert.Equal("Lua modules", lookup.Find("[aria-selected=true] bdi").TextContent);
        await PressAsync(lookup, "ArrowDown");
        await PressAsync(lookup, "ArrowUp");
        await PressAsync(lookup, "Enter");
        Assert.Equal(["lua modules"], _chosen);
        Assert.Equal("", lookup.Find("input").GetAttribute("value"));
        Assert.Empty(lookup.FindAll("[role=option]"));
        await PressAsync(lookup, "Enter");
        Assert.Single(_chosen);
    }

    [Fact]
    public async Task Chooses_by_a_click()
    {
        var lookup = Lookup();
        await lookup.Find("input").InputAsync("gad");
        await lookup.Find("[role=option]").ClickAsync(new MouseEventArgs());
        Assert.Equal(["gadgets"], _chosen);
    }

    [Fact]
    public async Task Closes_by_escape_and_when_it_is_left_and_says_what_is_open()
    {
        var lookup = Lookup();
        await lookup.Find("input").InputAsync("lu");
        await PressAsync(lookup, "Escape");
        Assert.Equal("false", lookup.Find("input").GetAttribute("aria-expanded"));
        Assert.Equal("Choose one", lookup.Find(".cdx-lookup-rest").TextContent);
        await PressAsync(lookup, "ArrowDown");
        Assert.Equal("true", lookup.Find("input").GetAttribute("aria-expanded"));
        await lookup.Find("input").BlurAsync(new FocusEventArgs());
        Assert.Equal("false", lookup.Find("input").GetAttribute("aria-expanded"));
        await PressAsync(lookup, "Escape");
        Assert.Equal("", lookup.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task Says_that_nothing_fits()
    {
        var lookup = Lookup();
        await lookup.Find("input").InputAsync("zzz");
        Assert.Equal("Nothing", lookup.Find(".cdx-lookup-rest").TextContent);
        Assert.Equal("false", lookup.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task An_answer_that_comes_late_does_not_replace_a_newer_one()
    {
        var slow = new TaskCompletionSource<IReadOnlyList<LookupOption>>();
        _find = text => text == "l" ? slow.Task : Task.FromResult<IReadOnlyList<LookupOption>>([new LookupOption("new", "New")]);
        var lookup = Lookup();
        var first = lookup.Find("input").InputAsync("l");
        await lookup.Find("input").InputAsync("lu");
        slow.SetResult([new LookupOption("old", "Old")]);
        await first;
        Assert.Equal(["New"], lookup.FindAll("[role=option] bdi").Select(o => o.TextContent));
    }

    [Fact]
    public async Task Enter_before_the_answer_takes_what_is_found_for_the_text()
    {
        var slow = new TaskCompletionSource<IReadOnlyList<LookupOption>>();
        _find = text => text == "lu" ? slow.Task : Task.FromResult<IReadOnlyList<LookupOption>>([new LookupOption("old", "Old")]);
        var lookup = Lookup();
        await lookup.Find("input").InputAsync("l");
        var typed = lookup.Find("input").InputAsync("lu");
        var pressed = PressAsync(lookup, "Enter");
        Assert.Empty(_chosen);
        slow.SetResult([new LookupOption("new", "New")]);
        await Task.WhenAll(typed, pressed);
        Assert.Equal(["new"], _chosen);
    }
}
