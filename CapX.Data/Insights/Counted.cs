namespace CapX.Data.Insights;

/// <summary>What is counted per day, summed over all users. A new count needs one value here, and a call to <c>DailyCounts.Add</c> where it happens. It must
/// never say who acted, on whom, or for what.</summary>
public enum Counted
{
    /// <summary>A page was opened from outside: through a link on another site, a bookmark or a typed address. The same person counts each time.</summary>
    Visit,

    /// <summary>A page was served.</summary>
    Page,

    SearchPeople,
    SearchOrganizations,
    SearchListings,
    SearchResources,
    SearchEvents,

    /// <summary>A search over several lists at once.</summary>
    SearchAll,

    /// <summary>A request to the API.</summary>
    ApiCall,
}
