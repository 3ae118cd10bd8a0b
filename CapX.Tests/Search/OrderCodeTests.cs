using CapX.Data.Index;
using CapX.Data.Search;
using Xunit;

namespace CapX.Tests.Search;

/// <summary>Sort orders have codes in query strings and answers.</summary>
public sealed class OrderCodeTests
{
    [Fact]
    public void Each_order_of_people_has_a_code_of_its_own()
    {
        Assert.Equal(["updated", "joined", "name", "today"], Enum.GetValues<PeopleOrder>().Select(order => order.Code()));
        Assert.All(Enum.GetValues<PeopleOrder>(), order => Assert.Equal(order, PeopleOrders.Of(order.Code())));
    }

    [Fact]
    public void Each_order_of_the_catalogue_has_a_code_of_its_own()
    {
        Assert.Equal(["updated", "joined", "name", "today", "start"], Enum.GetValues<CatalogueOrder>().Select(order => order.Code()));
        Assert.All(Enum.GetValues<CatalogueOrder>(), order => Assert.Equal(order, CatalogueOrders.Of(order.Code())));
    }

    [Theory]
    [InlineData("Updated")]
    [InlineData("0")]
    [InlineData("")]
    public void Nothing_else_is_a_code(string code)
    {
        Assert.Throws<ArgumentException>(() => PeopleOrders.Of(code));
        Assert.Throws<ArgumentException>(() => CatalogueOrders.Of(code));
    }
}
