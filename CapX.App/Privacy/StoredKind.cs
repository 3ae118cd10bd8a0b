using CapX.App.I18n;
using CapX.Data.Privacy;

namespace CapX.App.Privacy;

/// <summary>A kind of data about a person: how much there is, why, how long, who sees it, and where it is changed.</summary>
/// <param name="Key">Names its texts: <c>privacy-kind-…</c> and <c>privacy-why-…</c>.</param>
/// <param name="Count">How many; null where it is one thing.</param>
/// <param name="Seen">Names who sees it: <c>privacy-seen-…</c>.</param>
/// <param name="Stays">Until what it stays, <c>privacy-stays-…</c>; null where it ends by itself only.</param>
/// <param name="Href">Where it can be changed.</param>
/// <param name="Ends">Kinds of <see cref="Retention"/> by which it ends by itself.</param>
public sealed record StoredKind(string Key, int? Count, string Seen, string? Stays, string? Href, params IReadOnlyList<string> Ends)
{
    /// <summary>All of one account, in the order of the page.</summary>
    public static IReadOnlyList<StoredKind> Of(AccountExport export) =>
    [
        new("account", null, "name", "erased", null, "last-login", "exports"),
        new("profile", null, "chosen", "changed", Urls.EditProfile),
        new("drafts", export.Drafts.Count, "you", null, Urls.EditProfile, "drafts"),
        new("consents", export.Consents.Total, "you", "erased", "#consents"),
        new("sessions", export.Sessions.Total, "you", null, "#sessions", "sessions"),
        new("exchanges", export.Exchanges.Exchanges.Total, "sides", "other-side", Urls.Exchanges),
        new("messages", export.Exchanges.Messages.Total, "sides", "erased", Urls.Exchanges),
        new("outcomes", export.Exchanges.Outcomes.Total, "quoted", "erased", Urls.Exchanges),
        new("deliveries", export.Deliveries.Total, "delivered", null, null, "deliveries"),
        new("notices", export.Exchanges.Notices.Total, "you", null, Urls.Notifications, "notices-read", "notices"),
        new("blocks", export.Exchanges.Blocks.Total + export.Exchanges.KeptBlocks.Total, "you", "taken-back", Urls.Notifications),
        new("wiki-leave", export.WikiAccess is null ? 0 : 1, "you", null, export.WikiAccess is null ? null : "#wiki-access", "wiki-leave"),
        new("organizations", export.Organizations.Standings.Total, "organization", "left", export.Organizations.Standings.Count > 0 ? "#organizations" : null),
        new("roles", export.Organizations.Roles.Total, "roles", "erased", null),
        new("capacities", export.Capacities.Suggestions.Total + export.Capacities.Answers.Total + export.Capacities.Changes.Total, "curators", "erased",
            null, "merges"),
        new("moderation", export.Moderation.Reports.Total + export.Moderation.Decisions.Total + export.Moderation.Appeals.Total
            + export.Moderation.Handled.Total, "moderators", "decided", null, "reports"),
        new("listings", export.Listings.Posted.Total + export.Listings.Needs.Total, "chosen-each", "deleted", Urls.MyListings),
        new("limits", export.Limits.Total, "you", null, null, "limits"),
        new("events", export.Events.Organizer.Total + export.Events.Registrations.Total + export.Events.Learned.Total, "organizers", "deleted", Urls.Events),
    ];

    /// <summary>Why, how long and who, in words.</summary>
    public IEnumerable<StoredValue> Told(Messages m)
    {
        yield return new(m["privacy-mine-why"], [m[$"privacy-why-{Key}"]]);
        string Named(string end) => Ends.Count > 1 || Key == "account" ? m[$"privacy-kept-{end}"] + ": " : "";
        var ends = Ends.Select(end => Named(end) + KeptTable.Until(m, Retention.All.First(kind => kind.Kind == end)));
        yield return new(m["privacy-kept-until"], [.. Stays is null ? ends : ends.Prepend(m[$"privacy-stays-{Stays}"])]);
        yield return new(m["privacy-mine-who"], [m[$"privacy-seen-{Seen}"]]);
    }
}
