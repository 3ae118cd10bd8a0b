using CapX.App.Editing;
using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Editing;

/// <summary>In a live editor an error disappears as soon as its field is corrected.</summary>
[Collection(SharedDatabase.Name)]
public sealed class FormErrorsTests(DatabaseFixture data)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TestClock.Start);

    [Fact]
    public void A_field_that_is_right_has_no_error_and_the_others_keep_theirs()
    {
        var wrong = new ListingForm { Kind = "", Title = "", Language = "en", Link = "no link", Capacities = [] };
        var errors = new FormErrors<ListingField>(Check(wrong));
        Assert.Equal([ListingField.Kind, ListingField.Title, ListingField.Capacities, ListingField.Link], errors.All.Select(e => e.Field));

        var named = wrong with { Title = "Help with tables" };
        errors = errors.AfterChange(wrong, named, Check);
        Assert.Equal([ListingField.Kind, ListingField.Capacities, ListingField.Link], errors.All.Select(e => e.Field));
        var linked = named with { Link = "https://example.org/" };
        errors = errors.AfterChange(named, linked, Check);
        Assert.Equal([ListingField.Kind, ListingField.Capacities], errors.All.Select(e => e.Field));
        errors = errors.AfterChange(linked, linked with { Kind = ListingKind.Ask, Capacities = ["openrefine"] }, Check);
        Assert.Empty(errors.All);
    }

    [Fact]
    public void A_field_that_is_still_wrong_says_how_it_is_wrong_now_and_no_new_error_appears()
    {
        var wrong = new ListingForm { Kind = ListingKind.Ask, Title = new string('a', 250), Language = "en", Capacities = ["openrefine"] };
        var shorter = wrong with { Title = new string('a', 240) };
        var errors = new FormErrors<ListingField>(Check(wrong)).AfterChange(wrong, shorter, Check);
        Assert.Equal(240, Assert.Single(errors.All).Arguments[1]);
        var fit = shorter with { Title = "Fit", Link = "half a li" };
        Assert.Empty(errors.AfterChange(shorter, fit, Check).All);
    }

    [Fact]
    public void An_error_of_two_fields_goes_when_the_other_one_is_changed()
    {
        var wrong = new EventForm
        {
            Title = "Talk", Language = "en", Kind = EventKind.Online, Registration = EventRegistration.None, Zone = "Europe/Berlin",
            Starts = "2026-12-01T18:00", Ends = "2026-12-01T17:00", People = ["Sample"]
        };
        var errors = new FormErrors<EventField>(wrong.Check(data.Vocabulary).Errors);
        Assert.Equal(EventField.Ends, Assert.Single(errors.All).Field);
        Assert.Empty(errors.AfterChange(wrong, wrong with { Starts = "2026-12-01T16:00" }, form => form.Check(data.Vocabulary).Errors).All);
    }

    [Fact]
    public void One_of_several_notes_is_corrected_and_the_others_keep_their_errors()
    {
        SharedCapacity Long(string code) => new(code, [], new string('a', 700));
        var wrong = new ProfileForm { Offers = [Long("openrefine"), Long("sparql-queries")] };
        IReadOnlyList<FormError<ProfileField>> Of(ProfileForm form) => form.Check(data.Vocabulary, Today).Errors;
        var errors = new FormErrors<ProfileField>(Of(wrong)).AfterChange(wrong,
            wrong with { Offers = [new("openrefine", [], "Fit"), Long("sparql-queries")] }, Of);
        Assert.Equal("sparql-queries", Assert.Single(errors.All).Code);
    }

    [Fact]
    public void What_only_a_save_can_tell_stays_until_its_field_is_changed()
    {
        var form = new ListingForm { Kind = ListingKind.Ask, Title = "Help", Language = "en", Capacities = ["openrefine"], As = "a-group" };
        var errors = new FormErrors<ListingField>([new FormError<ListingField>(ListingField.As, "listings-error-as")]);
        Assert.Single(errors.AfterChange(form, form with { Title = "Help me" }, Check).All);
        Assert.Empty(errors.AfterChange(form, form with { As = "" }, Check).All);
    }

    private IReadOnlyList<FormError<ListingField>> Check(ListingForm form) => form.Check(data.Vocabulary, Today).Errors;
}
