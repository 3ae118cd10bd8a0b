using CapX.Data;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.People;

[Collection(SharedDatabase.Name)]
public sealed class ProfileFormTests(DatabaseFixture fixture)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TestClock.Start);

    private CheckedProfile Check(ProfileForm form) => form.Check(fixture.Vocabulary, Today);

    private IEnumerable<string> Problems(ProfileForm form) => Check(form).Errors.Select(e => $"{e.Field} {e.Message["people-edit-error-".Length..]}");

    private List<string> Codes(int count) => [.. fixture.Vocabulary.Capacities.Entries.Take(count).Select(e => e.Code)];

    private static List<SharedCapacity> Shared(IEnumerable<string> codes) => [.. codes.Select(c => new SharedCapacity(c, [], null))];

    [Fact]
    public void Takes_an_empty_form() => Assert.Empty(Problems(new ProfileForm()));

    [Fact]
    public void Trims_and_normalizes_texts()
    {
        var form = Check(new ProfileForm
        {
            DisplayName = "  Ana\t\r\n  E\u0301xample ", About = "\n one \r\n\r\n\r\n\u2028 two\u0085",
            AboutLanguage = " PT-BR "
        }).Form;
        Assert.Equal("Ana \u00C9xample", form.DisplayName);
        Assert.Equal("one \n\n two", form.About);
        Assert.Equal("pt-br", form.AboutLanguage);
    }

    [Fact]
    public void Removes_control_characters_and_overrides_of_direction()
    {
        var form = Check(new ProfileForm
        {
            DisplayName = "A\0n\u001Ba\u202E evil\u2066\uFEFF\uFFFF", About = "مرحبا\u200F \u200Dok\u202A",
            AboutLanguage = "ar"
        }).Form;
        Assert.Equal("Ana evil", form.DisplayName);
        Assert.Equal("مرحبا\u200F \u200Dok", form.About);
    }

    [Theory]
    [InlineData("\u200B\u200E")]
    [InlineData("\u3164 \u2800")]
    [InlineData("\u0301")]
    [InlineData(" \n ")]
    public void Takes_a_text_of_which_nothing_is_seen_for_none(string invisible) =>
        Assert.Equal("", Check(new ProfileForm { DisplayName = invisible }).Form.DisplayName);

    [Fact]
    public void Refuses_half_of_a_surrogate_pair_in_every_text()
    {
        // InlineData cannot contain these, because attributes are stored as UTF-8.
        foreach (var half in (string[])["\uD800", "a\uDC00b", "\uD83D"])
        {
            var form = new ProfileForm { DisplayName = half, About = half, AboutLanguage = "en", Offers = [new SharedCapacity(Codes(1)[0], [], half)] };
            Assert.Equal(["About characters", "Offers characters", "DisplayName characters"], Problems(form));
        }
    }

    [Fact]
    public void Counts_characters_and_not_code_units()
    {
        var face = "\U0001F600";
        Assert.Empty(Problems(new ProfileForm
        {
            DisplayName = string.Concat(Enumerable.Repeat(face, 100)), About = string.Concat(Enumerable.Repeat(face, 2000)),
            AboutLanguage = "en"
        }));
        Assert.Equal(["About too-long", "DisplayName too-long"],
            Problems(new ProfileForm { DisplayName = new string('x', 101), About = new string('x', 2001), AboutLanguage = "en" }));
        Assert.Equal([2000, 2001], Check(new ProfileForm { About = new string('x', 2001), AboutLanguage = "en" }).Errors[0].Arguments);
    }

    [Fact]
    public void Wants_a_language_for_the_text_about_and_none_without_it()
    {
        Assert.Equal(["AboutLanguage about-language"], Problems(new ProfileForm { About = "x" }));
        Assert.Equal(["AboutLanguage about-language"], Problems(new ProfileForm { About = "x", AboutLanguage = "tlh-nope" }));
        Assert.Equal("", Check(new ProfileForm { AboutLanguage = "en" }).Form.AboutLanguage);
    }

    [Fact]
    public void Makes_codes_canonical_and_merges_doubles()
    {
        var (capacity, other) = (Codes(2)[0], Codes(2)[1]);
        var form = Check(new ProfileForm
        {
            Languages = [new("PT-br", "n"), new("pt-BR", "1"), new("EN", "3")],
            Territories = ["br", "BR", "019"],
            Projects = ["Wikipedia", "wikipedia"],
            HomeWiki = " PTwiki ",
            Knows = [other.ToUpperInvariant()],
            Offers = [new(capacity.ToUpperInvariant(), ["Training"], null), new(capacity, ["coaching", "training"], "Note"), new(capacity, [], "Second")],
        }).Form;
        Assert.Equal([new("pt-br", "N"), new("en", "3")], form.Languages);
        Assert.Equal(["BR", "019"], form.Territories);
        Assert.Equal(["wikipedia"], form.Projects);
        Assert.Equal("ptwiki", form.HomeWiki);
        Assert.Equal((capacity, "Note"), (form.Offers.Single().Code, form.Offers.Single().Note));
        Assert.Equal(["coaching", "training"], form.Offers.Single().Methods);
        Assert.Equal([other, capacity], form.Knows);
    }

    [Fact]
    public void Refuses_unknown_codes_in_every_list()
    {
        var form = new ProfileForm
        {
            Languages = [new("klingon", "3"), new("en", "7")],
            Territories = ["XX"],
            Projects = ["wikifish"],
            HomeWiki = "fishwiki",
            Knows = ["fishing"],
            Offers = [new("fishing", [], null), new(Codes(1)[0], ["magic"], null)],
            Wants = [new(new string('x', 5000), [], null)],
        };
        Assert.Equal(
            ["Offers unknown", "Offers unknown", "Wants unknown", "Languages unknown", "Languages unknown", "Territories unknown", "Projects unknown",
            "HomeWiki wiki", "Knows unknown"],
            Problems(form));
        Assert.All(Check(form).Errors.SelectMany(e => e.Arguments), a => Assert.True(a.ToString()!.Length <= 60));
    }

    [Fact]
    public void Stops_at_the_limits_of_lists()
    {
        var languages = fixture.Vocabulary.Languages.Entries.Select(l => new LanguageLevel(l.Code, "3")).ToList();
        var territories = fixture.Vocabulary.Territories.Entries.Select(t => t.Code).ToList();
        Assert.Empty(Problems(new ProfileForm
        {
            Languages = languages[..20], Territories = territories[..10], Knows = Codes(60), Offers = Shared(Codes(60)),
            Wants = Shared(Codes(60))
        }));
        Assert.Equal(
            ["Offers too-many", "Wants too-many", "Languages too-many", "Territories too-many"],
            Problems(new ProfileForm { Languages = languages[..21], Territories = territories[..11], Offers = Shared(Codes(61)), Wants = Shared(Codes(61)) }));
        Assert.Equal(["Knows too-many"], Problems(new ProfileForm { Knows = Codes(61) }));
    }

    [Fact]
    public void Does_not_count_as_known_what_is_only_offered()
    {
        var codes = Codes(120);
        var form = Check(new ProfileForm { Knows = codes, Offers = Shared(codes.Take(60)) });
        Assert.Empty(form.Errors);
        Assert.Equal(120, form.Form.Knows.Count);
    }

    [Fact]
    public void Limits_notes_and_says_whose()
    {
        var code = Codes(1)[0];
        Assert.Empty(Problems(new ProfileForm { Offers = [new(code, [], new string('x', 500))] }));
        var error = Check(new ProfileForm { Wants = [new(code, [], new string('x', 501))] }).Errors.Single();
        Assert.Equal((ProfileField.Wants, code), (error.Field, error.Code));
    }

    [Theory]
    [InlineData(-1, "NotTakingUntil past")]
    [InlineData(0, null)]
    [InlineData(730, null)]
    [InlineData(732, "NotTakingUntil too-far")]
    public void Takes_days_from_today_to_two_years(int days, string? problem) =>
        Assert.Equal(problem is null ? [] : [problem], Problems(new ProfileForm { NotTakingUntil = Today.AddDays(days) }));

    [Theory]
    [InlineData(ProfileVisibility.Public, true)]
    [InlineData(ProfileVisibility.Members, false)]
    [InlineData(ProfileVisibility.Hidden, false)]
    public void Lets_search_engines_see_public_profiles_only(ProfileVisibility visibility, bool indexable) =>
        Assert.Equal(indexable, Check(new ProfileForm { Visibility = visibility, Indexable = true }).Form.Indexable);

    [Fact]
    public void Tells_in_which_fields_two_forms_differ()
    {
        var (a, b) = (Codes(2)[0], Codes(2)[1]);
        var one = new ProfileForm { DisplayName = "A", Languages = [new("en", "1"), new("fr", "2")], Offers = [new(a, ["training"], null)], Knows = [a, b] };
        Assert.Empty(one.DiffersIn(one with { Languages = [new("fr", "2"), new("en", "1")], Knows = [b, a] }));
        var two = one with { DisplayName = "B", AboutLanguage = "en", Offers = [new(a, [], null)], Indexable = true };
        Assert.Equal([ProfileField.DisplayName, ProfileField.About, ProfileField.Offers, ProfileField.Visibility], one.DiffersIn(two));
        Assert.Equal([ProfileField.Languages], one.DiffersIn(one with { Languages = [], Knows = [b] }));
        Assert.Empty(one.DiffersIn(two).Aggregate(two, (form, field) => form.WithField(field, one)).DiffersIn(one));
    }
}
