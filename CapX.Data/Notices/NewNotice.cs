using System.Data.Common;
using CapX.Data.Exchanges;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>Kinds of notices in the tool. A person can switch off every kind in <see cref="All"/>.</summary>
public static class NoticeKind
{
    public const string Proposal = "proposal";
    public const string Answer = "answer";
    public const string Change = "change";
    public const string Message = "message";
    public const string Outcome = "outcome";

    /// <summary>The prefix of all kinds about an organization.</summary>
    public const string OfOrganization = "organization-";

    /// <summary>Someone invites the person to manage an organization.</summary>
    public const string OrganizationInvitation = "organization-invitation";

    /// <summary>Someone claims membership of an organization that the person manages.</summary>
    public const string OrganizationMember = "organization-member";

    /// <summary>The person's organization was confirmed, merged or removed, or their role in it changed.</summary>
    public const string OrganizationChange = "organization-change";

    /// <summary>Someone else needs what the person asks for in a listing.</summary>
    public const string ListingNeed = "listing-need";

    /// <summary>A listing has expired.</summary>
    public const string ListingExpired = "listing-expired";

    /// <summary>An event the person is registered for begins in a day.</summary>
    public const string EventReminder = "event-reminder";

    /// <summary>The person was on the waiting list of an event and has a place now.</summary>
    public const string EventPlace = "event-place";

    /// <summary>The time or place of an event the person is registered for has changed.</summary>
    public const string EventChange = "event-change";

    /// <summary>An event the person is registered for was cancelled, or deleted together with its page.</summary>
    public const string EventCancelled = "event-cancelled";

    /// <summary>The organizers of an event removed the person's registration.</summary>
    public const string EventRemoved = "event-removed";

    /// <summary>Someone invites the person to organize an event.</summary>
    public const string EventOrganizer = "event-organizer";

    /// <summary>A curator answered the person's suggestion for the capacity tree.</summary>
    public const string Suggestion = "suggestion";

    /// <summary>Moderators decided about the person, or about a decision or appeal of theirs. Cannot be switched off.</summary>
    public const string Decision = "decision";

    /// <summary>A report made by the person was decided. Cannot be switched off.</summary>
    public const string Report = "report";

    /// <summary>A role was granted to the person or revoked. Cannot be switched off.</summary>
    public const string Role = "role";

    /// <summary>All kinds that can be switched off, in the order of the settings page.</summary>
    public static readonly IReadOnlyList<string> All =
        [Proposal, Answer, Change, Message, Outcome, OrganizationInvitation, OrganizationMember, OrganizationChange, ListingNeed, ListingExpired,
         EventReminder, EventPlace, EventChange, EventCancelled, EventRemoved, EventOrganizer, Suggestion];

    /// <summary>The kind of notice for a change to a state.</summary>
    internal static string Of(ExchangeState state) => state is ExchangeState.Accepted or ExchangeState.Declined ? Answer : Change;
}

/// <summary>Adds a notice in the transaction of the change it reports.</summary>
internal static class NewNotice
{
    // A new notice replaces unread ones about the same thing, so only the newest remains.
    private const string DropSameSql = """
        DELETE FROM notice
         WHERE person_id = @personId AND kind = @kind AND read_at IS NULL AND exchange_id <=> @ExchangeId AND organization_id <=> @OrganizationId
           AND listing_id <=> @ListingId
           AND event_id <=> @EventId AND event_title <=> @EventTitle AND suggestion_id <=> @SuggestionId AND name IS NULL
        """;

    private const string ChoiceSql =
        $"SELECT gathered AS {nameof(Choice.Gathered)}, silent AS {nameof(Choice.Silent)} FROM contact_choice WHERE person_id = @personId";

    private const string Sql = """
        INSERT INTO notice (person_id, kind, exchange_id, organization_id, listing_id, event_id, event_title, suggestion_id, made_at, due_at)
        VALUES (@personId, @kind, @ExchangeId, @OrganizationId, @ListingId, @EventId, @EventTitle, @SuggestionId, @now, @due)
        """;

    private const string DecisionSql = """
        DELETE FROM notice WHERE person_id = @personId AND decision_id = @decisionId AND read_at IS NULL;
        INSERT INTO notice (person_id, kind, decision_id, made_at, due_at) VALUES (@personId, @kind, @decisionId, @now, @now);
        """;

    private const string ReportSql = """
        DELETE FROM notice WHERE person_id = @personId AND report_id = @reportId AND read_at IS NULL;
        INSERT INTO notice (person_id, kind, report_id, made_at, due_at) VALUES (@personId, @kind, @reportId, @now, @now);
        """;

    private const string RemovedSql = "INSERT INTO notice (person_id, kind, name, word, made_at, due_at) VALUES (@personId, @kind, @name, @word, @now, @due)";

    public static Task AddAsync(DbTransaction transaction, ulong personId, string kind, ulong exchangeId, DateTime now) =>
        AddAsync(transaction, personId, kind, new Thing { ExchangeId = exchangeId }, now);

    public static Task AddOfOrganizationAsync(DbTransaction transaction, ulong personId, string kind, ulong organizationId, DateTime now) =>
        AddAsync(transaction, personId, kind, new Thing { OrganizationId = organizationId }, now);

    public static Task AddOfListingAsync(DbTransaction transaction, ulong personId, string kind, ulong listingId, DateTime now) =>
        AddAsync(transaction, personId, kind, new Thing { ListingId = listingId }, now);

    public static Task AddOfEventAsync(DbTransaction transaction, ulong personId, string kind, ulong eventId, DateTime now) =>
        AddAsync(transaction, personId, kind, new Thing { EventId = eventId }, now);

    /// <summary>For a deleted event. The title is null when it must not be kept.</summary>
    public static Task AddOfDeletedEventAsync(DbTransaction transaction, ulong personId, string? title, DateTime now) =>
        AddAsync(transaction, personId, NoticeKind.EventCancelled, new Thing { EventTitle = title }, now);

    public static Task AddOfSuggestionAsync(DbTransaction transaction, ulong personId, ulong suggestionId, DateTime now) =>
        AddAsync(transaction, personId, NoticeKind.Suggestion, new Thing { SuggestionId = suggestionId }, now);

    /// <summary>The notice holds only the decision's id. The decision's page shows its current state.</summary>
    public static Task AddOfDecisionAsync(DbTransaction transaction, ulong personId, ulong decisionId, DateTime now) =>
        transaction.Connection!.ExecuteAsync(DecisionSql, new { personId, kind = NoticeKind.Decision, decisionId, now }, transaction);

    public static Task AddOfReportAsync(DbTransaction transaction, ulong personId, ulong reportId, DateTime now) =>
        transaction.Connection!.ExecuteAsync(ReportSql, new { personId, kind = NoticeKind.Report, reportId, now }, transaction);

    /// <summary>The role's code and last day. The day is null when the role was revoked.</summary>
    public static Task AddOfRoleAsync(DbTransaction transaction, ulong personId, string role, string? until, DateTime now) =>
        transaction.Connection!.ExecuteAsync(RemovedSql, new { personId, kind = NoticeKind.Role, name = role, word = until, now, due = now }, transaction);

    private static async Task AddAsync(DbTransaction transaction, ulong personId, string kind, Thing it, DateTime now)
    {
        var connection = transaction.Connection!;
        var choice = await connection.QuerySingleOrDefaultAsync<Choice>(ChoiceSql, new { personId }, transaction) ?? new Choice();
        if (choice.Silent.Split(',').Contains(kind)) return;
        await connection.ExecuteAsync(DropSameSql,
            new { personId, kind, it.ExchangeId, it.OrganizationId, it.ListingId, it.EventId, it.EventTitle, it.SuggestionId }, transaction);
        await connection.ExecuteAsync(Sql,
            new
            {
                personId, kind, it.ExchangeId, it.OrganizationId, it.ListingId, it.EventId, it.EventTitle, it.SuggestionId, now,
                due = choice.Gathered ? DailyMoment.After(now) : now
            }, transaction);
    }

    /// <summary>The thing a notice is about.</summary>
    private readonly record struct Thing
    {
        public ulong? ExchangeId { get; init; }
        public ulong? OrganizationId { get; init; }
        public ulong? ListingId { get; init; }
        public ulong? EventId { get; init; }
        public string? EventTitle { get; init; }
        public ulong? SuggestionId { get; init; }
    }

    /// <summary>For managers of an organization that a curator removed: its name and the reason. Cannot be switched off, and never replaces an earlier
    /// notice.</summary>
    public static async Task AddOfRemovedAsync(DbTransaction transaction, ulong personId, string name, string word, DateTime now)
    {
        var choice = await transaction.Connection!.QuerySingleOrDefaultAsync<Choice>(ChoiceSql, new { personId }, transaction) ?? new Choice();
        await transaction.Connection!.ExecuteAsync(RemovedSql,
            new { personId, kind = NoticeKind.OrganizationChange, name, word, now, due = choice.Gathered ? DailyMoment.After(now) : now }, transaction);
    }

    private sealed record Choice
    {
        public bool Gathered { get; init; }
        public string Silent { get; init; } = "";
    }
}
