namespace CapX.Data;

/// <summary>The codes of the sort orders of lists: in query strings, in the API, and in the messages search-order-….</summary>
public static class OrderCode
{
    public const string Updated = "updated";
    public const string Joined = "joined";
    public const string Name = "name";
    public const string Today = "today";
    public const string Start = "start";
}
