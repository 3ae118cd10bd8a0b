using Bunit;
using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.People;
using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.People;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace CapX.Tests.People;

/// <summary>The parts of the editor with the real reference data, without a server.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EditPartsTests : BunitContext
{
    private readonly DatabaseFixture _fixture;
    private ProfileForm _form = new();

    public EditPartsTests(DatabaseFixture fixture)
    {
        _fixture = fixture;
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private static Messages English => MessageCatalog.Instance.For("en");

    private IRenderedComponent<EditRole> Capacities(CapacityRole role)
    {
        IRenderedComponent<EditRole> part = null!;
        part = Render<EditRole>(parameters => parameters.AddCascadingValue(English)
            .Add(p => p.Role, role).Add(p => p.Vocabulary, _fixture.Vocabulary).Add(p => p.Errors, new FormErrors<ProfileField>([])).Add(p => p.Form, _form)
            .Add(p => p.OnChange, form =>
            {
                _form = form;
                part.Render(again => again.Add(p => p.Form, form));
            }));
        return part;
    }

    [Fact]
    public async Task Finds_a_capacity_in_another_language_and_shows_both_names_and_the_way_to_it()
    {
        var part = Capacities(CapacityRole.Offers);
        await part.Find("input").InputAsync("presupuest");
        var option = part.FindAll("[role=option]").First(o => o.TextContent.Contains("Budget planning", StringComparison.Ordinal));
        Assert.Contains("presupuest", option.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Organizational structure › Financial management", option.TextContent, StringComparison.Ordinal);
        Assert.InRange(part.FindAll("[role=option]").Count, 1, 10);
        await option.ClickAsync(new MouseEventArgs());
        Assert.Equal(["budget-planning"], _form.Offers.Select(o => o.Code));
        await part.Find("input").InputAsync("budget planning");
        Assert.Empty(part.FindAll("[role=option]"));
    }

    [Fact]
    public async Task Edits_methods_and_a_note_of_an_offer()
    {
        _form = new ProfileForm { Offers = [new("budget-planning", [], null)] };
        var part = Capacities(CapacityRole.Offers);
        Assert.Empty(part.FindAll("textarea"));
        await part.Find(".edit-row__more").ClickAsync(new MouseEventArgs());
        await part.Find("#edit-offers-budget-planning-training").ChangeAsync(new ChangeEventArgs { Value = true });
        await part.Find("#edit-offers-budget-planning-coaching").ChangeAsync(new ChangeEventArgs { Value = true });
        await part.Find("textarea").InputAsync("Evenings");
        Assert.Equal((string.Join(' ', ["coaching", "training"]), "Evenings"), (string.Join(' ', _form.Offers[0].Methods), _form.Offers[0].Note));
        await part.Find("button[aria-label='Remove Budget planning']").ClickAsync(new MouseEventArgs());
        Assert.Empty(_form.Offers);
    }

    [Fact]
    public void What_is_offered_is_known_and_cannot_be_taken_out_there()
    {
        _form = new ProfileForm { Offers = [new("budget-planning", [], null)], Knows = ["bookkeeping"] };
        var part = Capacities(CapacityRole.Knows);
        Assert.Equal(["Bookkeeping", "Budget planning Offered"],
            part.FindAll(".edit-row__name").Select(r => $"{r.QuerySelector("bdi")!.TextContent} {r.QuerySelector(".cdx-info-chip")?.TextContent}".Trim()));
        Assert.Single(part.FindAll("button[aria-label^=Remove]"));
    }

    [Fact]
    public async Task The_tree_chooses_too()
    {
        _form = new ProfileForm { Offers = [new("budget-planning", [], null)] };
        var part = Capacities(CapacityRole.Knows);
        Assert.Empty(part.FindAll(".edit-tree"));
        await part.Find(".edit-browse button").ClickAsync(new MouseEventArgs());
        Assert.True(part.Find("#edit-knows-tree-budget-planning").HasAttribute("disabled"));
        await part.Find("#edit-knows-tree-bookkeeping").ChangeAsync(new ChangeEventArgs { Value = true });
        await part.Find("#edit-knows-tree-financial-management").ChangeAsync(new ChangeEventArgs { Value = true });
        await part.Find("#edit-knows-tree-bookkeeping").ChangeAsync(new ChangeEventArgs { Value = false });
        Assert.Equal(["financial-management"], _form.Knows);
    }

    [Theory]
    [InlineData("port", "Portuguese", "pt")]
    [InlineData("PT", "Portuguese", "pt")]
    [InlineData("allemand", "German", "de")]
    [InlineData("الألمانية", "German", "de")]
    [InlineData("ألمانية", "German", "de")]
    public void Finds_languages_by_code_and_by_the_beginning_of_a_name_in_any_language(string text, string name, string code) =>
        Assert.Contains((name, code), NameSearch.Of(_fixture.Vocabulary.Languages).Find(text, English).Select(o => (o.Label, o.Value)));

    [Theory]
    [InlineData("ptwiki", "ptwiki", "Portuguese Wikipedia")]
    [InlineData("portuguese", "ptwiki", "Portuguese Wikipedia")]
    [InlineData("wiktion fran", "frwiktionary", "French Wiktionary")]
    [InlineData("commons", "commonswiki", "Wikimedia Commons")]
    [InlineData("wikidata", "wikidatawiki", "Wikidata")]
    public void Finds_a_home_wiki_by_its_parts(string text, string database, string name) =>
        Assert.Contains((database, name), HomeWikiSearch.Find(text, _fixture.Vocabulary, English).Select(o => (o.Value, o.Label)));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("zzzzzz")]
    [InlineData("\uD800 ' \" %")]
    public void Finds_no_wiki_by_nonsense(string text) => Assert.Empty(HomeWikiSearch.Find(text, _fixture.Vocabulary, English));

    [Fact]
    public void A_section_with_an_error_opens_and_the_summary_leads_to_the_field()
    {
        var errors = new FormErrors<ProfileField>([new FormError<ProfileField>(ProfileField.Wants, "people-edit-error-too-long", "bookkeeping", 500, 501)]);
        var form = new ProfileForm { Wants = [new("bookkeeping", [], new string('x', 501))] };
        var part = Render<EditProfileForm>(parameters => parameters.AddCascadingValue(English)
            .Add(p => p.Form, form).Add(p => p.Vocabulary, _fixture.Vocabulary).Add(p => p.Today, new DateOnly(2026, 3, 14)).Add(p => p.Errors, errors));
        var summary = Render<EditErrorSummary<ProfileField>>(parameters =>
            parameters.AddCascadingValue(English).Add(p => p.Errors, errors).Add(p => p.Page, "/profile/edit").Add(p => p.Name, field => $"{field}"));
        Assert.Equal(2, part.FindAll(".edit > details[open]").Count);
        var link = summary.Find("a").GetAttribute("href")!;
        Assert.Equal("/profile/edit#edit-wants-bookkeeping", link);
        Assert.Equal("TEXTAREA", part.Find(link[link.IndexOf('#')..]).TagName);
        Assert.Contains("Enter at most 500 characters. You have entered 501.", part.Find("#edit-wants-bookkeeping-error").TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_windows_are_merged_field_by_field()
    {
        var begun = new ProfileForm { DisplayName = "Old", About = "Old", AboutLanguage = "en" };
        var other = begun with { DisplayName = "Theirs", Territories = ["BR"] };
        var conflict = new FormConflict<ProfileForm, ProfileField>(begun, begun with { DisplayName = "Mine", About = "Mine" }, other, 2, default);
        Assert.Equal([ProfileField.DisplayName, ProfileField.About, ProfileField.Territories], conflict.Fields);
        var merged = conflict.Merge(begun with { DisplayName = "Mine", About = "Mine" });
        Assert.Equal(("Mine", "Mine", "BR"), (merged.DisplayName, merged.About, merged.Territories.Single()));
        conflict.Choose(ProfileField.DisplayName, isTaken: true);
        Assert.Equal("Theirs", conflict.Merge(merged).DisplayName);
    }

    [Fact]
    public void Every_message_that_a_check_gives_is_in_English()
    {
        var wrong = new ProfileForm
        {
            DisplayName = new string('x', 101), About = "x", HomeWiki = "fishwiki", Territories = ["XX"], NotTakingUntil = new DateOnly(2020, 1, 1),
            Offers = [new("bookkeeping", [], "\uD800")],
            Wants = [.. _fixture.Vocabulary.Capacities.Entries.Take(61).Select(e => new SharedCapacity(e.Code, [], null))],
        };
        var errors = wrong.Check(_fixture.Vocabulary,
            new DateOnly(2026, 3, 14)).Errors.Concat((wrong with { NotTakingUntil = new DateOnly(2040, 1, 1) }).Check(_fixture.Vocabulary,
                new DateOnly(2026, 3, 14)).Errors);
        Assert.All(errors, e => Assert.DoesNotContain("⧼", FormErrors.Text(e, English), StringComparison.Ordinal));
        Assert.Equal(8, errors.Select(e => e.Message).Distinct().Count());
    }
}
