using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.SavedSearches;

namespace CapX.Tests.Permissions;

/// <summary>The query for each reading act of the permission table. Returns true if the viewer gets the thing.</summary>
internal static class Readings
{
    public static readonly IReadOnlyList<(Act Act, ThingKind Of, string Query, Func<Database, TimeProvider, Viewer, Thing, Task<bool>> Ask)> All =
    [
        (Act.ReadPerson, ThingKind.Person, nameof(FindPersonQuery),
        async (data, _, viewer, of) => await new FindPersonQuery(data).RunAsync(of.Key, viewer) is not null),
        (Act.ReadOrganization, ThingKind.Organization, nameof(OrganizationQuery),
        async (data, time, viewer, of) => await new OrganizationQuery(data, time).RunAsync(of.Key, viewer) is not null),
        (Act.ReadOrganizationHistory, ThingKind.Organization, nameof(OrganizationHistoryQuery),
        async (data, time, viewer, of) => (await new OrganizationHistoryQuery(data, time).RunAsync(of.Key, viewer)).Count > 0),
        (Act.ReadListing, ThingKind.Listing, nameof(ListingQuery),
        async (data, _, viewer, of) => await new ListingQuery(data).RunAsync(of.Id, viewer) is not null),
        (Act.ReadEvent, ThingKind.Event, nameof(EventQuery), async (data, _, viewer, of) => await new EventQuery(data).RunAsync(of.Id, viewer) is not null),
        (Act.ReadExchange, ThingKind.Exchange, nameof(ExchangeQuery),
        async (data, _, viewer, of) => viewer.PersonId is { } id && await new ExchangeQuery(data).RunAsync(of.Id, id) is not null),
        (Act.ReadReport, ThingKind.Report, nameof(ReportsQuery),
        async (data, time, viewer, of) => await new ReportsQuery(data, time).OneAsync(of.Key, viewer.PersonId, null) is not null),
        (Act.ReadCase, ThingKind.Case, nameof(CaseQuery),
        async (data, time, viewer, of) => viewer.PersonId is { } id && await new CaseQuery(data, time).RunAsync(of.Id, id) is not null),
        (Act.ReadDecision, ThingKind.Decision, nameof(MyDecisionsQuery),
        async (data, _, viewer, of) => viewer.PersonId is { } id && await new MyDecisionsQuery(data).OneAsync(of.Id, id) is not null),
        (Act.ReadSuggestions, ThingKind.Suggestion, nameof(SuggestionsQuery),
        async (data, time, viewer, of) => await new SuggestionsQuery(data, time).OneAsync(of.Id, viewer) is not null),
        (Act.ReadSearches, ThingKind.Search, nameof(SavedSearchesQuery),
        async (data, _, viewer, of) => viewer.PersonId is { } id && (await new SavedSearchesQuery(data).RunAsync(id)).Any(search => search.Id == of.Id)),
        (Act.ReadManagedCapacity, ThingKind.Site, nameof(ManagedCapacityQuery),
        async (data, time, viewer, _) => await new ManagedCapacityQuery(data, time).RunAsync("openrefine", viewer) is not null),
        (Act.ReadWaitingOrganizations, ThingKind.Site, nameof(WaitingOrganizationsQuery),
        async (data, time, viewer, _) => await new WaitingOrganizationsQuery(data, time).RunAsync(viewer) is not null),
        (Act.KeepFlagWords, ThingKind.Site, nameof(FlagWordsQuery),
        async (data, time, viewer, _) => viewer.PersonId is { } id && await new FlagWordsQuery(data, time).RunAsync(id) is not null),
        (Act.KeepRoles, ThingKind.Site, nameof(RolesQuery),
        async (data, time, viewer, _) => viewer.PersonId is { } id && await new RolesQuery(data, time).RunAsync(id) is not null),
    ];
}
