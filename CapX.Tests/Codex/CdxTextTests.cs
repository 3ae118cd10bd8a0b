using Bunit;
using CapX.App.Codex;
using CapX.App.I18n;
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
    public async Task A_text_of_more_than_twice_the_limit_stays_in_its_field_and_is_told_to_nobody()
    {
        var (told, refused) = (new List<string>(), new RefusedFields());
        var area = Render<CdxTextArea>(parameters => parameters.AddCascadingValue(refused).AddCascadingValue(MessageCatalog.Instance.For("en"))
            .Add(a => a.Id, "about").Add(a => a.Value, "").Add(a => a.ValueChanged, told.Add).Add(a => a.Longest, 10));
        await area.Find("textarea").InputAsync("good");
        await area.Find("textarea").InputAsync(new string('x', 21));
        Assert.Equal(new string('x', 21), area.Find("textarea").GetAttribute("value"));
        Assert.Contains("You have entered 21", area.Find("#about-wrong-text").TextContent, StringComparison.Ordinal);
        Assert.False(refused.IsEmpty);
        await area.Find("textarea").InputAsync(new string('x', 20));
        Assert.Contains("You have entered 20", area.Find("#about-wrong-text").TextContent, StringComparison.Ordinal);
        Assert.True(refused.IsEmpty);
        Assert.Equal(["good", new string('x', 20)], told);
        Assert.Null(area.Find("textarea").GetAttribute("maxlength"));
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
