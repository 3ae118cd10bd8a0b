using System.Net;
using CapX.App.Shell;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>People paste URLs with invisible characters and type the numbers in them on any keyboard.</summary>
[Collection(SharedDatabase.Name)]
public sealed class TypedAddressTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("/events/12\u200E", "/events/12")]
    [InlineData("/events/١٢", "/events/12")]
    [InlineData("/events/۱۲.ics", "/events/12.ics")]
    [InlineData("/listings/１２/edit", "/listings/12/edit")]
    [InlineData("/capacities/\u2068openrefine\u2069", "/capacities/openrefine")]
    [InlineData("/organizations/group-٢", "/organizations/group-٢")]
    [InlineData("/people/١٢", "/people/١٢")]
    [InlineData("/people/A\u00ADna", "/people/A\u00ADna")]
    public void A_path_is_read_as_it_is_meant(string path, string read) => Assert.Equal(read, TypedAddress.Path(path));

    [Theory]
    [InlineData("?listing=5%E2%80%8E", "?listing=5")]
    [InlineData("?offers=openrefine%E2%80%8F&x=%e2%81%a6y%E2%81%A9", "?offers=openrefine&x=y")]
    [InlineData("?q=S%C3%A3o%C2%ADPaulo+a%26b", "?q=S%C3%A3oPaulo+a%26b")]
    [InlineData("?q=%D9%85%DB%8C%E2%80%8C%D8%AE", "?q=%D9%85%DB%8C%E2%80%8C%D8%AE")]
    [InlineData("?q=%E2%80", "?q=%E2%80")]
    [InlineData("?q=%zz%", "?q=%zz%")]
    [InlineData("?q=a%2Bb%20c", "?q=a%2Bb%20c")]
    public void A_query_is_read_as_it_is_meant(string query, string read) => Assert.Equal(read, TypedAddress.Query(query));

    [Theory]
    [InlineData("/people?page=%D9%A1&pageSize=%D9%A5%D9%A0")]
    [InlineData("/people?page=%DB%B1")]
    [InlineData("/people?page=%E0%A5%A7&pageSize=%EF%BC%92%EF%BC%90")]
    [InlineData("/people?page=1%E2%80%8E&offers=openrefine%E2%80%8E&order=name%E2%80%8F")]
    [InlineData("/organizations?page=%E0%A7%A7")]
    public async Task The_api_takes_digits_of_every_script(string url)
    {
        using var visitor = app.Open();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/api/v1{url}")).StatusCode);
        Assert.DoesNotContain("(search-refused", await visitor.TextAsync($"{url}&uselang=qqx"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_address_of_an_event_leads_to_it()
    {
        await data.EmptyAsync();
        var id = await new EventBuilder { Title = "Sample" }.By(await new PersonBuilder().InsertAsync(data.Database)).InsertAsync(data);
        using var visitor = app.Open();
        var arabic = string.Concat($"{id}".Select(c => (char)('٠' + (c - '0'))));
        foreach (var url in (string[])[$"/events/{id}\u200E", $"/events/{arabic}", $"/api/v1/events/{arabic}", $"/events/{arabic}.ics",
            $"/\u2066events/{id}\u2069"])
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(url)).StatusCode);
    }
}
