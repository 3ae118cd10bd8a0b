namespace CapX.Data.Insights;

/// <summary>What is counted by the day, for everybody together. A new count is one more line here, and <c>DailyCounts.Add</c> where it happens; never by whom,
/// nor of whom, nor for what.</summary>
public enum Counted
{
    /// <summary>Somebody came to a page from elsewhere: by a link of another site, a bookmark, or by typing the address. The same person counts each
    /// time.</summary>
    Visit,

    /// <summary>A page was shown.</summary>
    Page,

    SearchPeople,
    SearchOrganizations,
    SearchListings,
    SearchResources,
    SearchEvents,

    /// <summary>A search over several lists at once.</summary>
    SearchAll,

    /// <summary>A program asked the API.</summary>
    ApiCall,
}
