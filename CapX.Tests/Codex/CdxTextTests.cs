using Bunit;
using CapX.App.Codex;
using Xunit;

namespace CapX.Tests.Codex;

public sealed class CdxTextTests : BunitContext
{
    [Fact]
    public async Task Is_not_written_back_by_a_parent_that_draws_an_older_value()
    {
        var told = new List<string>();
        var area = Render<CdxTextArea>(parameters => parameters.Add(a => a.Id, "about").Add(a => a.Value, "").Add(a => a.ValueChanged, told.Add));
        await area.Find("textarea").InputAsync("abc");
        area.Render(parameters => parameters.Add(a => a.Value, ""));
        Assert.Equal("abc", area.Find("textarea").GetAttribute("value"));
        area.Render(parameters => parameters.Add(a => a.Value, "abc"));
        Assert.Equal("abc", area.Find("textarea").GetAttribute("value"));
        Assert.Equal(["abc"], told);
    }

    [Fact]
    public async Task Takes_a_value_that_comes_from_elsewhere()
    {
        var input = Render<CdxTextInput>(parameters => parameters.Add(a => a.Id, "name").Add(a => a.Value, "one"));
        Assert.Equal("one", input.Find("input").GetAttribute("value"));
        await input.Find("input").InputAsync("two");
        input.Render(parameters => parameters.Add(a => a.Value, "three"));
        Assert.Equal("three", input.Find("input").GetAttribute("value"));
    }
}
