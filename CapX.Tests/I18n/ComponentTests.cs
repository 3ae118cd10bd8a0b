using Bunit;
using CapX.App.I18n;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace CapX.Tests.I18n;

public sealed class ComponentTests : BunitContext
{
    private static readonly Messages Terms = new MessageCatalog(new Dictionary<string, Dictionary<string, string>>
    {
        ["en"] = new() { ["terms"] = "<b>Agree</b> to $1, $2: {{PLURAL:$3|$3 page|$3 pages}}" },
    }).For("en");

    private static RenderFragment Link => builder => builder.AddMarkupContent(0, "<a href=\"/conduct\">the code</a>");

    [Fact]
    public void A_message_takes_markup_for_its_arguments_and_encodes_everything_else()
    {
        var message = Render<Message>(parameters => parameters
            .AddCascadingValue(Terms)
            .Add(m => m.Key, "terms")
            .Add(m => m.First, Link)
            .Add(m => m.Arguments, ["<i>Ana</i>", 1200]));
        Assert.Equal("&lt;b&gt;Agree&lt;/b&gt; to <a href=\"/conduct\">the code</a>, <bdi>&lt;i&gt;Ana&lt;/i&gt;</bdi>: 1,200 pages", message.Markup);
    }

    [Fact]
    public void A_message_shows_its_key_in_qqx()
    {
        var message = Render<Message>(parameters => parameters
            .AddCascadingValue(MessageCatalog.Instance.For("qqx"))
            .Add(m => m.Key, "terms")
            .Add(m => m.First, Link)
            .Add(m => m.Arguments, [5]));
        Assert.Equal("(terms: <a href=\"/conduct\">the code</a>, 5)", message.Markup);
    }

    [Fact]
    public void An_island_gives_its_language_to_what_stands_in_it()
    {
        var island = Render<InLanguage>(parameters =>
            parameters.Add(i => i.Language, "qqx").AddChildContent<Message>(child => child.Add(m => m.Key, "people-find")));
        Assert.Equal("(people-find)", island.Markup);
    }

    [Fact]
    public void A_time_says_how_long_ago_and_holds_the_exact_moment()
    {
        var now = new DateTime(2026, 11, 22, 14, 5, 9, DateTimeKind.Utc);
        var time = Render<RelativeTime>(parameters =>
            parameters.AddCascadingValue(MessageCatalog.Instance.For("en")).Add(t => t.At, now.AddDays(-3)).Add(t => t.Now, now)).Find("time");
        Assert.Equal("3 days ago", time.TextContent);
        Assert.Equal("2026-11-19T14:05:09Z", time.GetAttribute("datetime"));
        Assert.Equal("November 19, 2026, 2:05 PM (UTC)", time.GetAttribute("title")!.Replace('\u202f', ' '));
    }
}
