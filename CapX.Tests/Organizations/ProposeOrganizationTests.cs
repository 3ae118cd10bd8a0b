using CapX.Data.Editing;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>How the form for a new organization is validated, and how many proposals a person can have.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ProposeOrganizationTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private Actor _manager = null!;
    private Actor _other = null!;

    private ProposeOrganizationCommand Propose => new(fixture.Database, fixture.Vocabulary, new TestClock());

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        (_manager, _other) = (await AddAsync("Sample Manager"), await AddAsync("Sample Other"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_same_form_sent_twice_makes_one()
    {
        var key = Guid.NewGuid();
        var both = await Task.WhenAll(Propose.RunAsync(_manager, Form(), key), Propose.RunAsync(_manager, Form(), key));
        Assert.Equal(["sample-user-group"], both.Cast<OrganizationSaved>().Select(s => s.Slug).Distinct());
        Assert.Equal("sample-user-group-2", Assert.IsType<OrganizationSaved>(await Propose.RunAsync(_manager, Form(), Guid.NewGuid())).Slug);
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_and_somebody_elses_key_is_another()
    {
        var key = Guid.NewGuid();
        var slugs = new List<string>();
        foreach (var actor in new[] { _manager, _manager, _other })
            slugs.Add(Assert.IsType<OrganizationSaved>(await Propose.RunAsync(actor, Form(), key)).Slug);
        Assert.Equal(["sample-user-group", "sample-user-group", "sample-user-group-2"], slugs);
    }

    [Theory]
    [InlineData("Waiting", "waiting-2")]
    [InlineData("Łódź & Kraków", "lodz-krakow")]
    [InlineData("ウィキ", "group")]
    public async Task The_address_is_made_of_the_name_and_of_no_other_page(string name, string slug) =>
        Assert.Equal(slug, Assert.IsType<OrganizationSaved>(await Propose.RunAsync(_manager, Form() with { Names = [new("en", name)] }, Guid.NewGuid())).Slug);

    [Fact]
    public async Task Nobody_has_more_than_five_waiting()
    {
        for (var number = 0; number < ProposeOrganizationCommand.MostWaiting;
            number++) Assert.IsType<OrganizationSaved>(await Propose.RunAsync(_manager, Form(), Guid.NewGuid()));
        Assert.IsType<FormTooOften>(await Propose.RunAsync(_manager, Form(), Guid.NewGuid()));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.org")]
    [InlineData("https://name:word@example.org")]
    [InlineData("https://")]
    public async Task A_link_leads_to_the_web(string link)
    {
        var invalid = Assert.IsType<FormInvalid<OrganizationField>>(await Propose.RunAsync(_manager, Form() with { Website = link }, Guid.NewGuid()));
        Assert.Equal([OrganizationField.Website], invalid.Errors.Select(e => e.Field));
    }

    [Fact]
    public async Task A_form_without_name_or_type_is_refused_field_by_field()
    {
        var invalid = Assert.IsType<FormInvalid<OrganizationField>>(await Propose.RunAsync(_manager,
            new OrganizationForm { Offers = [new("no-such", [], null)], MetaPage = "A|B" }, Guid.NewGuid()));
        Assert.Equal([OrganizationField.MetaPage, OrganizationField.Names, OrganizationField.Offers, OrganizationField.Type],
            invalid.Errors.Select(e => e.Field).OrderBy(f => f.ToString(), StringComparer.Ordinal));
    }

    internal static OrganizationForm Form() => new()
    {
        Names = [new("en", "Sample User Group"), new("pt-br", "Grupo de exemplo")], Type = "user-group",
        Offers = [new("openrefine", ["mentoring"], "On weekends")], Territories = ["BR"], Website = "example.org",
    };

    private async Task<Actor> AddAsync(string name) =>
        await fixture.OpenSessionAsync(await new PersonBuilder { Username = name }.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));
}
