using CapX.App.Search;
using CapX.App.Shell;
using CapX.Data.Insights;
using Microsoft.AspNetCore.Components.Endpoints;

namespace CapX.App.Insights;

/// <summary>Counts pages, visits, searches and API calls by their responses. Runs before all caches and stores nothing about the request.</summary>
public static class VisitCounting
{
    // Bots that identify themselves. The User-Agent header is inspected here and stored nowhere.
    private static readonly string[] Programs = ["bot", "crawl", "spider", "preview", "monitor", "curl", "wget", "python-requests"];

    private static readonly Dictionary<string, Counted> Searches = new(StringComparer.OrdinalIgnoreCase)
    {
        [PeopleUrls.People] = Counted.SearchPeople,
        [OrganizationUrls.Organizations] = Counted.SearchOrganizations,
        [ListingUrls.Listings] = Counted.SearchListings,
        [ListingUrls.Resources] = Counted.SearchResources,
        [EventUrls.Events] = Counted.SearchEvents,
        [SearchUrls.SearchAll] = Counted.SearchAll,
    };

    // Parameters that change how a list is displayed, not what it searches for.
    private static readonly string[] NoCondition =
        [SearchChoice.OrderParameter, SearchChoice.PageParameter, SearchChoice.PageSizeParameter, SearchChoice.PastParameter, SearchChoice.TabParameter,
        SearchUrls.AllParameter, LanguageChoice.Parameter, "did", "came"];

    public static void UseVisitCounting(this WebApplication app)
    {
        var (counts, settings) = (app.Services.GetRequiredService<DailyCounts>(), app.Services.GetRequiredService<Settings>());
        app.Use(async (context, next) =>
        {
            // Read now, because error handling may rewrite the path.
            var (isRead, path) = (HttpMethods.IsGet(context.Request.Method), context.Request.Path);
            await next(context);
            // A conditional request is a view too.
            var isAnswered = context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified;
            if (!isRead || !isAnswered || IsAhead(context.Request) || IsProgram(context.Request)) return;
            if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) counts.Add(Counted.ApiCall);
            else if (IsPage(context)
                && !(settings.UsesPracticeWiki && path.StartsWithSegments(settings.WikiBaseUrl.AbsolutePath, StringComparison.OrdinalIgnoreCase)))
                CountPage(context.Request, path, counts);
        });
    }

    private static void CountPage(HttpRequest request, PathString path, DailyCounts counts)
    {
        counts.Add(Counted.Page);
        if (IsFromElsewhere(request)) counts.Add(Counted.Visit);
        if (Searches.TryGetValue(path.Value!.TrimEnd('/'), out var search) && IsSearch(request.Query)) counts.Add(search);
    }

    /// <summary>A 304 response has no content type, so the endpoint tells whether it is a page.</summary>
    private static bool IsPage(HttpContext context) => context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true
        || context.Response.StatusCode == StatusCodes.Status304NotModified && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    /// <summary>A prefetched page is not shown to anyone yet.</summary>
    private static bool IsAhead(HttpRequest request) =>
        request.Headers["Sec-Purpose"].Concat(request.Headers["Purpose"])
            .Any(purpose => purpose?.Contains("prefetch", StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsProgram(HttpRequest request) =>
        Programs.Any(name => request.Headers.UserAgent.ToString().Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Older browsers do not send Sec-Fetch-Site, so the referrer is used.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is not "same-origin" && request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate";
        return !Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var referer)
            || !string.Equals(referer.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Tells whether the first page of a search with words or filters is requested. Further pages are no new search.</summary>
    private static bool IsSearch(IQueryCollection query) =>
        query[SearchChoice.PageParameter].ToString() is "" or "1"
            && query.Any(parameter =>
                !NoCondition.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase) && !parameter.Key.StartsWith("find-", StringComparison.OrdinalIgnoreCase)
                    && parameter.Value.Any(value => !string.IsNullOrWhiteSpace(value)));
}
