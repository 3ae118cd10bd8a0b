using CapX.App.I18n;
using CapX.Data.Privacy;

namespace CapX.App.Privacy;

/// <summary>A kind of stored personal data: amount, purpose, retention, visibility, and where to change it.</summary>
/// <param name="Key">The suffix of its messages: <c>privacy-kind-…</c> and <c>privacy-why-…</c>.</param>
/// <param name="Count">The number of items. Null for a single item.</param>
/// <param name="Seen">The suffix of the message about its visibility: <c>privacy-seen-…</c>.</param>
/// <param name="Stays">The suffix of the message about its retention, <c>privacy-stays-…</c>. Null when it only expires.</param>
/// <param name="Href">The address where it can be changed.</param>
/// <param name="Ends">The kinds of <see cref="Retention"/> by which it expires.</param>
public sealed record StoredKind(string Key, int? Count, string Seen, string? Stays, string? Href, params IReadOnlyList<string> Ends)
{
    /// <summary>All kinds of data of an account, in the order of the page.</summary>
    public static IReadOnlyList<StoredKind> Of(AccountExport export) =>
    [
        new("account", null, "name", "erased", null, "last-login", "exports"),
        new("profile", null, "chosen", "changed", PeopleUrls.EditProfile),
        new("drafts", export.Drafts.Count, "you", null, PeopleUrls.EditProfile, "drafts"),
        new("consents", export.Consents.Total, "you", "erased", "#consents"),
        new("sessions", export.Sessions.Total, "you", null, "#sessions", "sessions"),
        new("exchanges", export.Exchanges.Exchanges.Total, "sides", "other-side", ExchangeUrls.Exchanges),
        new("messages", export.Exchanges.Messages.Total, "sides", "erased", ExchangeUrls.Exchanges),
        new("outcomes", export.Exchanges.Outcomes.Total, "quoted", "erased", ExchangeUrls.Exchanges),
        new("deliveries", export.Deliveries.Total, "delivered", null, null, "deliveries"),
        new("notices", export.Exchanges.Notices.Total, "you", null, NoticeUrls.Notifications, "notices-read", "notices"),
        new("blocks", export.Exchanges.Blocks.Total + export.Exchanges.KeptBlocks.Total, "you", "taken-back", NoticeUrls.Notifications),
        new("wiki-leave", export.WikiAccess is null ? 0 : 1, "you", null, export.WikiAccess is null ? null : "#wiki-access", "wiki-leave"),
        new("organizations", export.Organizations.Standings.Total, "organization", "left", export.Organizations.Standings.Count > 0 ? "#organizations" : null),
        new("roles", export.Organizations.Roles.Total, "roles", "erased", null),
        new("capacities", export.Capacities.Suggestions.Total + export.Capacities.Answers.Total + export.Capacities.Changes.Total, "curators", "erased",
            null, "merges"),
        new("moderation", export.Moderation.Reports.Total + export.Moderation.Decisions.Total + export.Moderation.Appeals.Total
            + export.Moderation.Handled.Total, "moderators", "decided", null, "reports"),
        new("listings", export.Listings.Posted.Total + export.Listings.Needs.Total, "chosen-each", "deleted", ListingUrls.MyListings),
        new("limits", export.Limits.Total, "you", null, null, "limits"),
        new("events", export.Events.Organizer.Total + export.Events.Registrations.Total + export.Events.Learned.Total, "organizers", "deleted",
            EventUrls.Events),
    ];

    /// <summary>Purpose, retention and visibility as text.</summary>
    public IEnumerable<StoredValue> Told(Messages m)
    {
        yield return new(m["privacy-mine-why"], [m[$"privacy-why-{Key}"]]);
        string Named(string end) => Ends.Count > 1 || Key == "account" ? m[$"privacy-kept-{end}"] + ": " : "";
        var ends = Ends.Select(end => Named(end) + KeptTable.Until(m, Retention.All.First(kind => kind.Kind == end)));
        yield return new(m["privacy-kept-until"], [.. Stays is null ? ends : ends.Prepend(m[$"privacy-stays-{Stays}"])]);
        yield return new(m["privacy-mine-who"], [m[$"privacy-seen-{Seen}"]]);
    }
}
