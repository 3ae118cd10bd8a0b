using CapX.Data;
using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Tests.Attacks;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests;

/// <summary>Links, names and codes lose invisible characters. Longer texts keep those that affect how they are displayed.</summary>
[Collection(SharedDatabase.Name)]
public sealed class UnseenTests(DatabaseFixture data)
{
    private const string Meet = "https://meet.google.com/abc-defg-hij";

    public static TheoryData<string> Around =>
        ["\u200E", "\u200F", "\u202A", "\u202C", "\u2066", "\u2069", "\u200B", "\u2060", "\uFEFF", "\u00AD", "\u061C", "\u200D", "\uFE0F", "\U000E0041",
        "\u2068\u2069"];

    [Theory]
    [MemberData(nameof(Around))]
    public void A_pasted_link_leads_where_it_led(string unseen)
    {
        Assert.Equal(Meet, WebLink.Clean($"{unseen}{Meet}{unseen}"));
        Assert.Equal(Meet, WebLink.Clean(Meet.Insert(12, unseen)));
        var one = new EventForm
        {
            Kind = EventKind.Online, JoiningLink = unseen + Meet, WikiPage = Meet + unseen, Zone = $"{unseen}europe/berlin{unseen}",
            Registration = $"{unseen}tool"
        }.Check(data.Vocabulary);
        Assert.Equal((Meet, Meet, "Europe/Berlin", "tool"), (one.Form.JoiningLink, one.Form.WikiPage, one.Form.Zone, one.Form.Registration));
        var organization = new OrganizationForm
        {
            Website = unseen + Meet, Mastodon = Meet + unseen, ReportLink = unseen + Meet, Type = $"chapter{unseen}",
            MetaPage = $"{unseen}https://meta.wikimedia.org/wiki/Sample_Group{unseen}"
        }.Check(data.Vocabulary).Form;
        Assert.Equal((Meet, Meet, Meet, "chapter", "Sample Group"),
            (organization.Website, organization.Mastodon, organization.ReportLink, organization.Type, organization.MetaPage));
        Assert.Equal(Meet, new ListingForm { Kind = ListingKind.Resource, Link = unseen + Meet }.Check(data.Vocabulary,
            DateOnly.FromDateTime(TestClock.Start)).Form.Link);
        Assert.Equal("ptwiki", HomeWiki.Find($"{unseen}ptwiki{unseen}", data.Vocabulary)?.DatabaseName);
        Assert.Equal("pt-br", data.Vocabulary.Languages.Find($"{unseen}PT-br{unseen}")?.Code);
        Assert.Equal("mentoring", Methods.Find($"mentoring{unseen}"));
    }

    [Theory]
    [InlineData("\u200EAna\u200F", "Ana")]
    [InlineData("A\u00ADn\u200Ba\uFEFF", "Ana")]
    [InlineData("\u2068Ana\u2069 \u200D", "Ana")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("क्\u200Dष", "क्\u200Dष")]
    [InlineData("👩\u200D🏫 Ana ❤\uFE0F", "👩\u200D🏫 Ana ❤\uFE0F")]
    public void A_name_keeps_what_shapes_it(string typed, string name)
    {
        Assert.Equal(name, WrittenText.CheckName(typed, 80).Fit);
        Assert.Equal(name, new ProfileForm { DisplayName = typed }.Check(data.Vocabulary, DateOnly.FromDateTime(TestClock.Start)).Form.DisplayName);
        Assert.Equal(name, Assert.Single(new OrganizationForm { Names = [new("en", typed)] }.Check(data.Vocabulary).Form.Names).Name);
    }

    /// <summary>Hebrew and Arabic sentences need direction marks next to Latin words and symbols.</summary>
    [Fact]
    public void A_running_text_keeps_its_marks_of_direction() => Assert.Equal("C++\u200F הוא", WrittenText.Lines("C++\u200F הוא", 80));

    [Fact]
    public void A_link_that_is_too_long_is_said_with_its_length()
    {
        var typed = Meet + "?" + new string('x', EventForm.LongestLink + 57 - Meet.Length - 1);
        var error = Assert.Single(new EventForm { Kind = EventKind.Online, JoiningLink = typed }.Check(data.Vocabulary).Errors,
            e => e.Field == EventField.JoiningLink);
        Assert.Equal(("people-edit-error-too-long", EventForm.LongestLink, EventForm.LongestLink + 57),
            (error.Message, error.Arguments[0], error.Arguments[1]));
        foreach (var pasted in Corpus.Pasted(Meet)) Assert.Equal(Meet, WebLink.Clean(pasted));
        foreach (var seats in Corpus.Digits(30)) Assert.Equal("30", new EventForm { Registration = "tool", Seats = seats }.Check(data.Vocabulary).Form.Seats);
        // Percent-encoding makes letters beyond ASCII longer in a URL.
        var letters = Assert.Single(new EventForm
        {
            Kind = EventKind.Online,
            JoiningLink = "https://example.org/" + new string('д', 200)
        }.Check(data.Vocabulary).Errors, e => e.Field == EventField.JoiningLink);
        Assert.Equal(("people-edit-error-too-long", 1220), (letters.Message, letters.Arguments[1]));
    }
}
