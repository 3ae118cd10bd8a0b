using CapX.App.Editing;
using CapX.Data;
using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>The live editors accept text as people paste it and as they type it on other keyboards. <see cref="Sending"/> and <see cref="OverLong"/> send
/// the same to the forms over HTTP.</summary>
[Collection(WholeSite.Name)]
public sealed class PastedTests(DatabaseFixture data)
{
    private const string Link = "https://example.org/a?b=c";

    private static DateOnly Today => DateOnly.FromDateTime(TestClock.Start);

    /// <summary>The stored value of every field that takes a link.</summary>
    private IEnumerable<string> Links(string typed)
    {
        yield return new ListingForm { Kind = ListingKind.Resource, Link = typed }.Check(data.Vocabulary, Today).Form.Link;
        var organization = new OrganizationForm { Website = typed, Mastodon = typed, ReportLink = typed }.Check(data.Vocabulary).Form;
        yield return organization.Website;
        yield return organization.Mastodon;
        yield return organization.ReportLink;
        var one = new EventForm { Kind = EventKind.Both, JoiningLink = typed, WikiPage = typed }.Check(data.Vocabulary).Form;
        yield return one.JoiningLink;
        yield return one.WikiPage;
    }

    [Fact]
    public void A_pasted_link_is_the_link_in_every_field() =>
        Assert.All(Corpus.Pasted(Link), pasted => Assert.All(Links(pasted), stored => Assert.Equal(Link, stored)));

    [Fact]
    public void A_link_that_is_too_long_is_stored_nowhere_and_said_at_its_field()
    {
        Assert.All(Links(Corpus.LongLink(EventForm.LongestLink)), stored => Assert.Equal("", stored));
        var errors = new EventForm
        {
            Kind = EventKind.Both, JoiningLink = Corpus.LongLink(EventForm.LongestLink),
            WikiPage = Corpus.LongLink(EventForm.LongestLink)
        }.Check(data.Vocabulary).Errors;
        foreach (var field in (EventField[])[EventField.JoiningLink, EventField.WikiPage])
            Assert.Equal([EventForm.LongestLink, EventForm.LongestLink + 57], Assert.Single(errors, e => e.Field == field).Arguments);
    }

    [Fact]
    public void Numbers_and_times_are_read_from_every_keyboard()
    {
        for (var keyboard = 0; keyboard < Corpus.Digits(0).Count; keyboard++)
        {
            string Typed(int number, int length = 2) =>
                string.Concat(number.ToString($"D{length}", System.Globalization.CultureInfo.InvariantCulture)
                    .Select(digit => Corpus.Digits(digit - '0')[keyboard]));
            var it = new EventForm
            {
                Title = "Sample", Language = "en", Kind = EventKind.Online, Zone = "UTC", Seats = Typed(30), People = ["Sample"],
                Starts = $"{Typed(2027, 4)}-{Typed(10)}-{Typed(31)}T{Typed(2)}:{Typed(30)}",
                Ends = $"\u200E{Typed(2027, 4)}-{Typed(10)}-{Typed(31)} {Typed(3)}:{Typed(0)}\u200E",
            }.Check(data.Vocabulary);
            Assert.Empty(it.Errors);
            Assert.Equal(("30", "2027-10-31T02:30", "2027-10-31T03:00"), (it.Form.Seats, it.Form.Starts, it.Form.Ends));
            Assert.Equal(new DateOnly(2027, 10, 31), WrittenNumber.Day($"{Typed(2027, 4)}-{Typed(10)}-{Typed(31)}"));
        }
    }

    [Fact]
    public void Names_and_codes_lose_what_nobody_sees()
    {
        foreach (var (name, code) in Corpus.Pasted("Ana").Zip(Corpus.Pasted("openrefine")))
        {
            Assert.Equal("Ana", new ProfileForm { DisplayName = name }.Check(data.Vocabulary, Today).Form.DisplayName);
            Assert.Equal("Ana", Assert.Single(new OrganizationForm { Names = [new("en", name)] }.Check(data.Vocabulary).Form.Names).Name);
            Assert.Equal("Ana", UserName.Read(name));
            Assert.Equal(["openrefine"], new EventForm { Capacities = [code] }.Check(data.Vocabulary).Form.Capacities);
            Assert.Equal(["openrefine"], new ProfileForm { Knows = [code] }.Check(data.Vocabulary, Today).Form.Knows);
            Assert.Equal("openrefine", new ProfileForm { Offers = [new(code, [], null)] }.Check(data.Vocabulary, Today).Form.Offers[0].Code);
            Assert.Contains(NameSearch.Of(data.Vocabulary.Capacities).Find(code, CapX.App.I18n.MessageCatalog.Instance.For("en")),
                option => option.Value == "openrefine");
        }
        foreach (var wiki in Corpus.Pasted("ptwiki")) Assert.Equal("ptwiki", new ProfileForm { HomeWiki = wiki }.Check(data.Vocabulary, Today).Form.HomeWiki);
        foreach (var zone in Corpus.Pasted("Asia/Calcutta")) Assert.Equal("Asia/Kolkata", new EventForm { Zone = zone }.Check(data.Vocabulary).Form.Zone);
    }
}
