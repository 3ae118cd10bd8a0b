using CapX.App.Search;

namespace CapX.App;

/// <summary>URLs of lists, searches and feeds.</summary>
public static class SearchUrls
{
    public const string SearchAll = "/search";

    /// <summary>The query string parameter that names the filter whose options are all shown.</summary>
    public const string AllParameter = "all";

    public static string FeedOf(SearchList list) => $"{list.Path}/feed.atom";

    /// <summary>The results of a search as a feed.</summary>
    public static string Feed(SearchChoice choice) => UrlText.WithQuery(FeedOf(choice.List), choice.ToQuery());

    /// <summary>A list with this choice, optionally with all options of one filter shown.</summary>
    public static string Search(SearchChoice choice, string? all = null) =>
        UrlText.WithQuery(choice.List.Path, [.. choice.ToQuery(), new(AllParameter, all ?? "")]);
}
