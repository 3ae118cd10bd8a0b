using Bunit;
using CapX.App.Codex;
using CapX.App.I18n;
using CapX.App.Search;
using Xunit;

namespace CapX.Tests.Search;

public sealed class FacetOptionListTests : BunitContext
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Draws_an_option_as_a_checkbox_is_drawn(bool isChosen)
    {
        var messages = MessageCatalog.Instance.For("en");
        var option = new FacetOption("c-plus-plus", "<b>C++</b> & “more” العربية", 1204, isChosen, 1);

        var list = Render<FacetOptionList>(parameters => parameters.AddCascadingValue(messages).Add(l => l.Parameter, "offers").Add(l => l.Options, [option]));

        var checkbox = Render<CdxCheckbox>(parameters => parameters.Add(c => c.Id, "offers-c-plus-plus").Add(c => c.IsChecked, isChosen)
            .AddUnmatched("name", "offers").AddUnmatched("value", "c-plus-plus").AddUnmatched("form", "find").AddUnmatched("data-submits", "")
            .AddChildContent($"&lt;b&gt;C++&lt;/b&gt; &amp; “more” العربية <span class=\"subtle\">{messages["search-facet-count", 1204]}</span>"));
        // The component has an extra attribute of the framework for its event.
        checkbox.Find("input").RemoveAttribute("blazor:onchange");
        list.Find(".cdx-checkbox").OuterHtml.MarkupMatches(checkbox.Find(".cdx-checkbox").OuterHtml);
    }
}
