using CapX.App.Search;
using CapX.Data;
using CapX.Data.Organizations;
using CapX.Data.Search;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace CapX.Tests.Search;

[Collection(SharedDatabase.Name)]
public sealed class CatalogueFilterParserTests(DatabaseFixture fixture)
{
    private (CatalogueFilter Filter, IReadOnlyList<RefusedParameter> Refused) Parse(string query) =>
        CatalogueFilterParser.Parse(CatalogueFilterParser.Organizations, new QueryCollection(QueryHelpers.ParseQuery(query)), fixture.Vocabulary);

    [Fact]
    public void Nothing_given_is_everything_by_last_change()
    {
        var (filter, refused) = Parse("");
        Assert.Equal((OrganizationContent.Kind, CatalogueOrder.Updated, 1, 20, false),
            (filter.Kind, filter.Order, filter.Page, filter.PageSize, filter.Past));
        Assert.All(CatalogueFilterParser.All.SelectMany(list => list.List.Facets), facet => Assert.Empty(filter[facet]));
        Assert.Empty(refused);
    }

    [Fact]
    public void All_values_count_and_go_out_canonical()
    {
        var (filter, refused) = Parse("?q=one&q=+two+&knows=TECHNOLOGY&offers=technology&offers=Communication&wants=communication&method=CLINIC"
            + "&territory=br&territory=019&project=WikiPedia&type=User-Group&type=chapter&order=Today&page=7&pageSize=100");
        Assert.Empty(refused);
        Assert.Equal(["one", "two"], filter.Queries);
        Assert.Equal(["technology"], filter[Facet.Knows]);
        Assert.Equal(["technology", "communication"], filter[Facet.Offers]);
        Assert.Equal(["communication"], filter[Facet.Wants]);
        Assert.Equal(["clinic"], filter[Facet.Method]);
        Assert.Equal(["BR", "019"], filter[Facet.Territory]);
        Assert.Equal(["wikipedia"], filter[Facet.Project]);
        Assert.Equal(["user-group", "chapter"], filter[OrganizationFacets.Type]);
        Assert.Equal((CatalogueOrder.Today, 7, 100), (filter.Order, filter.Page, filter.PageSize));
    }

    [Fact]
    public void What_is_unknown_is_refused_and_the_known_beside_it_kept()
    {
        var (filter, refused) = Parse("?type=club&type=partner&order=start&page=0&page=&method=mail&language=en&capacity=technology&nobody=knows");
        Assert.Equal(["partner"], filter[OrganizationFacets.Type]);
        Assert.Equal(["type=club", "method=mail", "order=start", "page=0"], refused.Select(r => $"{r.Name}={r.Value}"));
        Assert.Empty(filter[Facet.Language]);
    }

    [Fact]
    public void The_address_of_a_choice_is_read_as_the_same_choice()
    {
        const string Query = "?q=one two&type=chapter&offers=technology&territory=BR&method=clinic&order=name&pageSize=50&page=2";
        var choice = SearchChoice.Read(CatalogueFilterParser.Organizations.List, new QueryReader(new QueryCollection(QueryHelpers.ParseQuery(Query))),
            fixture.Vocabulary);

        Assert.Equal(Query[1..], string.Join('&', choice.ToQuery().Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void More_texts_or_words_than_anybody_types_are_refused()
    {
        var words = string.Join('+', Enumerable.Range(0, 10).Select(i => $"w{i}"));
        Assert.Empty(Parse($"?q={words}&q=a&q=b&q=c&q=d&q=d").Refused);
        var (filter, refused) = Parse($"?q={words}+more&q=a&q=b&q=c&q=d&q=e&q=f");
        Assert.Equal(["a", "b", "c", "d", "e"], filter.Queries);
        Assert.Equal(["w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 more", "f"], refused.Select(r => r.Value));
    }
}
