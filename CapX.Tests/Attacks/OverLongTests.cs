using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>The live editors send no form, so this checks that their validation names the field of each text that is too long.</summary>
[Collection(WholeSite.Name)]
public sealed class OverLongTests(DatabaseFixture data)
{
    [Fact]
    public void A_profile_says_which_text_is_too_long()
    {
        IEnumerable<ProfileField> Wrong(ProfileForm form) => form.Check(data.Vocabulary, Today).Errors.Select(e => e.Field);
        Assert.Contains(ProfileField.DisplayName, Wrong(new ProfileForm { DisplayName = Over(ProfileForm.LongestDisplayName) }));
        Assert.Contains(ProfileField.About, Wrong(new ProfileForm { About = Over(ProfileForm.LongestAbout) }));
        Assert.Contains(ProfileField.Offers, Wrong(new ProfileForm { Offers = [new("openrefine", [], Over(ProfileForm.LongestNote))] }));
        Assert.Contains(ProfileField.Wants, Wrong(new ProfileForm { Wants = [new("openrefine", [], Over(ProfileForm.LongestNote))] }));
    }

    [Fact]
    public void An_organization_says_which_text_is_too_long()
    {
        IEnumerable<OrganizationField> Wrong(OrganizationForm form) => form.Check(data.Vocabulary).Errors.Select(e => e.Field);
        Assert.Contains(OrganizationField.Names, Wrong(new OrganizationForm { Names = [new("en", Over(OrganizationForm.LongestName))] }));
        Assert.Contains(OrganizationField.About, Wrong(new OrganizationForm { About = Over(OrganizationForm.LongestAbout) }));
        Assert.Contains(OrganizationField.Offers, Wrong(new OrganizationForm { Offers = [new("openrefine", [], Over(OrganizationForm.LongestNote))] }));
        Assert.Contains(OrganizationField.MetaPage, Wrong(new OrganizationForm { MetaPage = Over(OrganizationForm.LongestPage) }));
        Assert.Contains(OrganizationField.Website, Wrong(new OrganizationForm { Website = "https://example.org/" + Over(OrganizationForm.LongestLink) }));
        Assert.Contains(OrganizationField.Mastodon, Wrong(new OrganizationForm { Mastodon = "https://example.org/" + Over(OrganizationForm.LongestLink) }));
        Assert.Contains(OrganizationField.ReportLink, Wrong(new OrganizationForm { ReportLink = "https://example.org/" + Over(OrganizationForm.LongestLink) }));
    }

    [Fact]
    public void A_listing_and_an_event_say_which_text_is_too_long()
    {
        IEnumerable<ListingField> WrongListing(ListingForm form) => form.Check(data.Vocabulary, Today).Errors.Select(e => e.Field);
        Assert.Contains(ListingField.Title, WrongListing(new ListingForm { Title = Over(ListingForm.LongestTitle) }));
        Assert.Contains(ListingField.Text, WrongListing(new ListingForm { Text = Over(ListingForm.LongestText) }));
        Assert.Contains(ListingField.Link,
            WrongListing(new ListingForm { Kind = ListingKind.Resource, Link = "https://example.org/" + Over(ListingForm.LongestLink) }));

        IEnumerable<EventField> WrongEvent(EventForm form) => form.Check(data.Vocabulary).Errors.Select(e => e.Field);
        Assert.Contains(EventField.Title, WrongEvent(new EventForm { Title = Over(EventForm.LongestTitle) }));
        Assert.Contains(EventField.Text, WrongEvent(new EventForm { Text = Over(EventForm.LongestText) }));
        Assert.Contains(EventField.Place, WrongEvent(new EventForm { Kind = EventKind.Both, Place = Over(EventForm.LongestPlace) }));
        Assert.Contains(EventField.JoiningLink,
            WrongEvent(new EventForm { Kind = EventKind.Online, JoiningLink = "https://example.org/" + Over(EventForm.LongestLink) }));
        Assert.Contains(EventField.WikiPage, WrongEvent(new EventForm { WikiPage = "https://example.org/" + Over(EventForm.LongestLink) }));
    }

    private static DateOnly Today => DateOnly.FromDateTime(TestClock.Start);

    private static string Over(int longest) => new('x', longest + 1);
}
