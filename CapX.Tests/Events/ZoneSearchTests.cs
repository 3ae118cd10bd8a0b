using CapX.App.Events;
using CapX.App.I18n;
using CapX.Data.Events;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>Countries, large cities and old names find their time zone. Enter takes the first result.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ZoneSearchTests(DatabaseFixture data)
{
    [Theory]
    [InlineData("India", "Asia/Kolkata")]
    [InlineData("india", "Asia/Kolkata")]
    [InlineData("Índia", "Asia/Kolkata")]
    [InlineData("الهند", "Asia/Kolkata")]
    [InlineData("Inde", "Asia/Kolkata")]
    [InlineData("Calcutta", "Asia/Kolkata")]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("Bombay", "Asia/Kolkata")]
    [InlineData("Mumbai", "Asia/Kolkata")]
    [InlineData("Lagos", "Africa/Lagos")]
    [InlineData("Nigeria", "Africa/Lagos")]
    [InlineData("Brasil", "America/Sao_Paulo")]
    [InlineData("Brazil", "America/Sao_Paulo")]
    [InlineData("São Paulo", "America/Sao_Paulo")]
    [InlineData("Rio de Janeiro", "America/Sao_Paulo")]
    [InlineData("US/Eastern", "America/New_York")]
    [InlineData("Eastern Time", "America/New_York")]
    [InlineData("USA", "America/New_York")]
    [InlineData("United States", "America/New_York")]
    [InlineData("UK", "Europe/London")]
    [InlineData("England", "Europe/London")]
    [InlineData("Kiev", "Europe/Kyiv")]
    [InlineData("Ukraine", "Europe/Kyiv")]
    [InlineData("Munich", "Europe/Berlin")]
    [InlineData("Deutschland", null)]
    [InlineData("Germany", "Europe/Berlin")]
    [InlineData("Alemania", "Europe/Berlin")]
    [InlineData("ألمانيا", "Europe/Berlin")]
    [InlineData("Saigon", "Asia/Ho_Chi_Minh")]
    [InlineData("Mexico", "America/Mexico_City")]
    [InlineData("Georgia", "Asia/Tbilisi")]
    [InlineData("Jordan", "Asia/Amman")]
    [InlineData("Indiana", "America/Indiana/Indianapolis")]
    [InlineData("Lord Howe", "Australia/Lord_Howe")]
    [InlineData("Australia", "Australia/Sydney")]
    [InlineData("Canada", "America/Toronto")]
    [InlineData("Indonesia", "Asia/Jakarta")]
    [InlineData("DR Congo", "Africa/Kinshasa")]
    [InlineData("UTC", "UTC")]
    [InlineData("new y", "America/New_York")]
    [InlineData("brazil manaus", "America/Manaus")]
    [InlineData("", null)]
    [InlineData("no such place", null)]
    public void The_first_is_the_one_that_is_meant(string typed, string? zone) => Assert.Equal(zone, Find(typed).Select(o => o.Value).FirstOrDefault());

    [Fact]
    public void All_zones_of_a_country_come_before_others()
    {
        var found = Find("Brazil").Select(o => o.Value).ToList();
        Assert.InRange(found.Count, 16, ZoneSearch.Most);
        Assert.All(found.Take(16), zone => Assert.Equal("BR", ZonePlaces.All[zone].Country));
        Assert.DoesNotContain(Find("India").Take(1), o => o.Value.StartsWith("America/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_suggestion_says_why_it_is_one()
    {
        var mumbai = Find("Mumbai")[0];
        Assert.Equal(("Asia/Kolkata", "India", "Mumbai"), (mumbai.Label, mumbai.Description, mumbai.AlsoCalled));
        Assert.Null(Find("India")[0].AlsoCalled);
    }

    [Fact]
    public void Every_zone_is_found_by_its_name_and_is_one_that_is_known() =>
        Assert.All(EventZone.Lived, zone => Assert.Contains(zone, Find(EventTimes.Name(zone)).Select(o => o.Value)));

    private IReadOnlyList<CapX.App.Codex.LookupOption> Find(string typed) => ZoneSearch.Find(typed, data.Vocabulary, MessageCatalog.Instance.For("en"));
}
