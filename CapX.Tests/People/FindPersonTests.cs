using CapX.Data;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.People;

[Collection(SharedDatabase.Name)]
public sealed class FindPersonTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly Viewer Member = Viewer.Member(1);

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<ProfileFound?> FindAsync(string username, Viewer viewer) => new FindPersonQuery(fixture.Database).RunAsync(username, viewer);

    [Fact]
    public async Task Shows_all_that_the_person_wrote()
    {
        var person = new PersonBuilder
        {
            Username = "Sample Ana", DisplayName = "Ana", About = "Olá", AboutLanguage = "pt-br", HomeWiki = "ptwiki", NotTakingUntil = TestClock.Start.Date,
            Indexable = true, Version = 7, JoinedAt = TestClock.Start.AddDays(-9), UpdatedAt = TestClock.Start.AddTicks(1234560),
        };
        var id = await person.Speaks("en", "2").Speaks("pt-br", "N").In("BR", "AR").On("wikipedia", "commons")
            .Offers("technology", 0b101, "Evenings, [\"UTC\"]\nnot on Sundays").Wants("communication").InsertAsync(fixture.Database);

        var found = await FindAsync("Sample_Ana", Viewer.Anonymous);

        Assert.Equivalent(new ProfileFound
        {
            Person = new PersonFound
            {
                Id = id, Username = "Sample Ana", DisplayName = "Ana", About = new AboutText("Olá", "pt-br"), HomeWiki = "ptwiki",
                Languages = [new LanguageLevel("pt-br", "N"), new LanguageLevel("en", "2")], Territories = ["AR", "BR"], Projects = ["commons", "wikipedia"],
                Knows = ["technology"], Offers = [new SharedCapacity("technology", ["quick-help", "mentoring"], "Evenings, [\"UTC\"]\nnot on Sundays")],
                Wants = [new SharedCapacity("communication", [], null)],
                NotTakingUntil = DateOnly.FromDateTime(TestClock.Start), JoinedAt = TestClock.Start.AddDays(-9), UpdatedAt = TestClock.Start.AddTicks(1234560),
            },
            Visibility = "public", IsIndexable = true, Version = 7,
        }, found, strict: true);
        Assert.Equal(DateTimeKind.Utc, found!.Person.JoinedAt.Kind);
        Assert.Equal(DateTimeKind.Utc, found.Person.UpdatedAt!.Value.Kind);
    }

    [Theory]
    [InlineData("public", true, true)]
    [InlineData("members", false, true)]
    [InlineData("hidden", false, false)]
    public async Task Shows_whom_the_viewer_may_see(string visibility, bool toAnonymous, bool toMember)
    {
        var id = await new PersonBuilder { Username = "Sample Bo", Visibility = visibility }.InsertAsync(fixture.Database);
        Assert.Equal(toAnonymous, await FindAsync("Sample Bo", Viewer.Anonymous) is not null);
        Assert.Equal(toMember, await FindAsync("Sample Bo", Member) is not null);
        Assert.NotNull(await FindAsync("Sample Bo", Viewer.Member(id)));
    }

    [Fact]
    public async Task Shows_an_unsaved_profile_to_its_owner_alone()
    {
        var id = await new PersonBuilder { Username = "Sample New", UpdatedAt = null }.InsertAsync(fixture.Database);
        Assert.Null(await FindAsync("Sample New", Member));
        Assert.Null((await FindAsync("Sample New", Viewer.Member(id)))!.Person.UpdatedAt);
    }

    [Theory]
    [InlineData("Sample_Case", true)]
    [InlineData("Sample Case", true)]
    [InlineData("sample case", false)]
    [InlineData("SAMPLE_CASE", false)]
    [InlineData("Sample Cäse", false)]
    [InlineData("Sample%", false)]
    [InlineData("", false)]
    public async Task Takes_an_underscore_for_a_space_and_minds_case(string username, bool isFound)
    {
        await new PersonBuilder { Username = "Sample Case" }.InsertAsync(fixture.Database);
        Assert.Equal(isFound, await FindAsync(username, Viewer.Anonymous) is not null);
    }

    [Fact]
    public async Task The_newest_sign_in_owns_a_name_that_two_rows_hold()
    {
        await new PersonBuilder { Username = "Sample Twice", NameLostAt = TestClock.Start }.InsertAsync(fixture.Database);
        var owner = await new PersonBuilder { Username = "Sample Twice" }.InsertAsync(fixture.Database);
        Assert.Equal(owner, (await FindAsync("Sample Twice", Viewer.Anonymous))!.Person.Id);
    }
}
