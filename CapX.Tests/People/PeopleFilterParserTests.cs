using CapX.App.People;
using CapX.App.Search;
using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace CapX.Tests.People;

[Collection(SharedDatabase.Name)]
public sealed class PeopleFilterParserTests(DatabaseFixture fixture)
{
    private (PeopleFilter Filter, IReadOnlyList<RefusedParameter> Refused) Parse(string query) =>
        PeopleFilterParser.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)), fixture.Vocabulary);

    [Fact]
    public void Nothing_given_is_everybody_by_last_save()
    {
        var (filter, refused) = Parse("");
        Assert.Equivalent(new PeopleFilter { Order = PeopleOrder.Updated, Page = 1, PageSize = 20 }, filter);
        Assert.Empty(refused);
    }

    [Fact]
    public void All_values_count_and_go_out_canonical()
    {
        var (filter, refused) = Parse("?q=Ana&Q=+maria+&knows=TECHNOLOGY&offers=technology&offers=Communication&offers=TECHNOLOGY&wants=communication"
            + "&method=Quick-Help&method=CLINIC&language=PT-br&language=pt&territory=br&territory=019&project=WikiPedia&order=Today&page=07&pagesize=100");
        Assert.Empty(refused);
        Assert.Equal(["Ana", "maria"], filter.Queries);
        Assert.Equal(["technology"], filter[Facet.Knows]);
        Assert.Equal(["technology", "communication"], filter[Facet.Offers]);
        Assert.Equal(["communication"], filter[Facet.Wants]);
        Assert.Equal(["quick-help", "clinic"], filter[Facet.Method]);
        Assert.Equal(["pt-br", "pt"], filter[Facet.Language]);
        Assert.Equal(["BR", "019"], filter[Facet.Territory]);
        Assert.Equal(["wikipedia"], filter[Facet.Project]);
        Assert.Equal((PeopleOrder.Today, 7, 100), (filter.Order, filter.Page, filter.PageSize));
    }

    [Fact]
    public void Empty_values_say_nothing()
    {
        var (filter, refused) = Parse("?q=&q=++&knows=&method=&method=clinic&order=&page=&page=3&pageSize");
        Assert.Empty(refused);
        Assert.Empty(filter.Queries);
        Assert.Equal(["clinic"], filter[Facet.Method]);
        Assert.Equal((PeopleOrder.Updated, 3, 20), (filter.Order, filter.Page, filter.PageSize));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("一")]
    [InlineData("0x1")]
    public void A_page_that_is_no_number_from_1_is_refused(string page)
    {
        var (filter, refused) = Parse($"?page={page}");
        Assert.Equal(1, filter.Page);
        Assert.Equal([new RefusedParameter("page", page)], refused);
    }

    [Fact]
    public void A_page_beyond_all_numbers_is_past_the_end()
    {
        var (filter, refused) = Parse("?page=99999999999999999999");
        Assert.Equal(int.MaxValue, filter.Page);
        Assert.Empty(refused);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("0")]
    [InlineData("many")]
    public void A_page_size_outside_1_to_100_is_refused(string size) =>
        Assert.Equal([new RefusedParameter("pageSize", size)], Parse($"?pageSize={size}").Refused);

    [Theory]
    [InlineData("popular")]
    [InlineData("1")]
    public void An_unknown_order_is_refused(string order) =>
        Assert.Equal([new RefusedParameter("order", order)], Parse($"?order={order}").Refused);

    [Fact]
    public void What_stands_once_may_not_be_repeated()
    {
        var (filter, refused) = Parse("?order=name&order=name&page=1&page=2&pageSize=5&pageSize=x");
        Assert.Equal((PeopleOrder.Updated, 1, 20), (filter.Order, filter.Page, filter.PageSize));
        Assert.Equal(["order=name, name", "page=1, 2", "pageSize=5, x"], refused.Select(r => $"{r.Name}={r.Value}"));
    }

    [Fact]
    public void Unknown_codes_are_refused_and_the_known_ones_beside_them_kept()
    {
        var (filter, refused) = Parse("?knows=technology&knows=no-such-thing&offers=x&wants=y&method=mail&language=zz-zz&territory=QO&project=wikileaks");
        Assert.Equal(["technology"], filter[Facet.Knows]);
        Assert.Equal(["offers=x", "wants=y", "knows=no-such-thing", "language=zz-zz", "territory=QO", "method=mail", "project=wikileaks"],
            refused.Select(r => $"{r.Name}={r.Value}"));
    }

    [Fact]
    public void A_text_of_more_than_200_characters_is_refused()
    {
        Assert.Empty(Parse("?q=" + new string('a', 200)).Refused);
        Assert.Equal([new RefusedParameter("q", new string('a', 201))], Parse("?q=" + new string('a', 201)).Refused);
    }
}
