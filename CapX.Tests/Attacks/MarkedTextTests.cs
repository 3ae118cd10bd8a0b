using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using CapX.App.Verbs;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Tests.Infra;
using CapX.Tests.SignIn;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>No table and no query gets a letter with more than thirty combining marks. <see cref="OverLong"/> covers the forms over HTTP.</summary>
[Collection(WholeSite.Name)]
public sealed class MarkedTextTests(DatabaseFixture data, StubWikiApp app) : IClassFixture<StubWikiApp>, IAsyncLifetime
{
    private const string Message = "people-edit-error-marks";

    private static readonly string Escaped = Uri.EscapeDataString(Corpus.HeapOfMarks);

    public Task InitializeAsync()
    {
        app.Stub.Reset();
        return data.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("people", "q")]
    [InlineData("people", "offers")]
    [InlineData("people", "page")]
    [InlineData("organizations", "q")]
    [InlineData("listings", "q")]
    [InlineData("events", "q")]
    public async Task The_api_refuses_a_query_that_holds_them(string list, string parameter)
    {
        using var browser = app.Open();
        var answer = await browser.GetAsync($"/api/v1/{list}?{parameter}={Escaped}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Theory]
    [InlineData("people")]
    [InlineData("organizations")]
    [InlineData("listings")]
    [InlineData("resources")]
    [InlineData("events")]
    [InlineData("search")]
    public async Task A_page_drops_the_query_and_says_so(string list)
    {
        using var browser = app.Open();
        var answer = await browser.GetAsync($"/{list}?q={Escaped}&q=map&uselang=qqx");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("(search-refused", page, StringComparison.Ordinal);
        Assert.Equal("map", new HtmlParser().ParseDocument(page).QuerySelector("#find input[name=q]")?.GetAttribute("value"));
    }

    /// <summary>The parser must not spend time on a number that is far too long.</summary>
    [Fact]
    public async Task A_number_of_thousands_of_digits_is_the_last_page()
    {
        using var browser = app.Open();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/api/v1/people?page={new string('9', 900)}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/api/v1/people?page={new string('0', 900)}1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync($"/api/v1/people?page={new string('0', 900)}")).StatusCode);
    }

    [Fact]
    public async Task A_name_of_the_wiki_that_holds_them_lets_nobody_in()
    {
        using var browser = app.Open();
        app.Stub.Profile = StubWiki.Answer(HttpStatusCode.OK, JsonSerializer.Serialize(new { sub = "5", username = Corpus.HeapOfMarks, blocked = false }),
            "text/html");
        Assert.Contains("/sign-in/failed", TestBrowser.Location(await StubWikiApp.ComeBackAsync(browser)), StringComparison.Ordinal);
        Assert.Equal([0], await data.QueryAsync<long>("SELECT COUNT(*) FROM person"));
    }

    [Fact]
    public void A_profile_says_in_which_field_they_are()
    {
        var heap = Corpus.HeapOfMarks;
        var form = new ProfileForm
        {
            DisplayName = heap, About = heap, AboutLanguage = "en", Offers = [new("openrefine", [], heap)],
            Wants = [new("openrefine", [], heap)]
        };
        Assert.Equal([ProfileField.DisplayName, ProfileField.About, ProfileField.Offers, ProfileField.Wants],
            Fields(form.Check(data.Vocabulary, Today).Errors));
    }

    [Fact]
    public void An_organization_says_in_which_field_they_are()
    {
        var heap = Corpus.HeapOfMarks;
        var form = new OrganizationForm
        {
            Names = [new("en", heap)], Type = OrganizationType.All[0], About = heap, AboutLanguage = "en", Offers = [new("openrefine", [], heap)],
            Wants = [new("openrefine", [], heap)],
            MetaPage = heap, Website = $"https://example.org/{heap}", Mastodon = $"https://example.org/{heap}", ReportLink = $"https://example.org/{heap}",
        };
        Assert.Equal(Enum.GetValues<OrganizationField>()
            .Where(f => f is OrganizationField.Names or OrganizationField.About or OrganizationField.Offers or OrganizationField.Wants
                or OrganizationField.MetaPage or OrganizationField.Website or OrganizationField.Mastodon or OrganizationField.ReportLink),
            Fields(form.Check(data.Vocabulary).Errors));
    }

    [Fact]
    public void A_listing_and_an_event_say_in_which_field_they_are()
    {
        var heap = Corpus.HeapOfMarks;
        var listing = new ListingForm { Kind = ListingKind.Resource, Title = heap, Text = heap, Link = $"https://example.org/{heap}" };
        Assert.Equal([ListingField.Title, ListingField.Text, ListingField.Link], Fields(listing.Check(data.Vocabulary, Today).Errors));
        var one = new EventForm
        {
            Title = heap, Text = heap, Kind = EventKind.Both, Place = heap, JoiningLink = $"https://example.org/{heap}",
            WikiPage = $"https://example.org/{heap}"
        };
        Assert.Equal([EventField.Title, EventField.Text, EventField.Place, EventField.JoiningLink, EventField.WikiPage],
            Fields(one.Check(data.Vocabulary).Errors));
    }

    /// <summary>A page on Meta can also be entered as a URL. The check decodes percent-encoded characters first.</summary>
    [Theory]
    [InlineData("a%E2%80%AEb", "ab")]
    [InlineData("a%01b%CC%81", "ab\u0301")]
    [InlineData("%ED%A0%80x", "%ED%A0%80x")]
    public void A_page_on_Meta_is_clean_after_decoding(string typed, string page)
    {
        var (form, errors) = new OrganizationForm
        {
            Names = [new("en", "Sample")], Type = "chapter",
            MetaPage = $"https://meta.wikimedia.org/wiki/{typed}"
        }.Check(data.Vocabulary);
        Assert.Empty(errors);
        Assert.Equal(page.Normalize(), form.MetaPage);
        var heap = new OrganizationForm { MetaPage = $"https://meta.wikimedia.org/wiki/a{string.Concat(Enumerable.Repeat("%CC%81", 40))}" };
        Assert.Contains(heap.Check(data.Vocabulary).Errors, e => e.Field == OrganizationField.MetaPage && e.Message == Message);
    }

    [Fact]
    public async Task An_import_refuses_the_line_that_holds_them()
    {
        var heap = Corpus.HeapOfMarks;
        var lines = OrganizationFile.Csv($"name,type\n{heap},chapter\nSample,chapter\n", "a.csv")
            .Concat(OrganizationFile.JsonLines(JsonSerializer.Serialize(new { name = heap, type = "chapter" }), "a.jsonl")).ToList();
        var import = new ImportOrganizationsCommand(data.Database, data.Vocabulary, app.Clock);
        var came = new List<ImportedLine>();
        foreach (var line in lines) came.Add(await import.RunAsync(line.Number, line.Form!, areConfirmed: true, isDry: false));
        Assert.Equal([ImportResult.Invalid, ImportResult.Created, ImportResult.Invalid], came.Select(c => c.Outcome));
        Assert.Equal(Message, came[0].Errors![0].Message);
    }

    [Theory]
    [InlineData("name,name\na,b\n")]
    [InlineData("\"name,type\na,b\n")]
    [InlineData("")]
    public void A_table_that_cannot_be_understood_is_refused_as_a_whole(string table) =>
        Assert.Throws<UsageException>(() => OrganizationFile.Csv(table, "a.csv").ToList());

    [Fact]
    public void A_field_that_stands_twice_in_a_line_is_a_problem_of_that_line() =>
        Assert.Contains("name twice", OrganizationFile.JsonLines("""{"name":"a","name":"b"}""", "a.jsonl").Single().Problem, StringComparison.Ordinal);

    private static DateOnly Today => DateOnly.FromDateTime(TestClock.Start);

    private static IEnumerable<T> Fields<T>(IEnumerable<FormError<T>> errors) where T : struct, Enum =>
        errors.Where(e => e.Message == Message).Select(e => e.Field).Order();
}
