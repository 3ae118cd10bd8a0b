using System.Data.Common;
using CapX.Data.Exchanges;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>What notices in the tool are about. A person can switch each kind off.</summary>
public static class NoticeKind
{
    public const string Proposal = "proposal";
    public const string Answer = "answer";
    public const string Change = "change";
    public const string Message = "message";
    public const string Outcome = "outcome";

    /// <summary>How all kinds begin that are about an organization.</summary>
    public const string OfOrganization = "organization-";

    /// <summary>Somebody asks one to speak for an organization.</summary>
    public const string OrganizationInvitation = "organization-invitation";

    /// <summary>Somebody says to be part of an organization for which one speaks.</summary>
    public const string OrganizationMember = "organization-member";

    /// <summary>An organization of one's own was confirmed, merged or removed, or one's standing to it changed.</summary>
    public const string OrganizationChange = "organization-change";

    /// <summary>Somebody needs what one asks for in a listing too.</summary>
    public const string ListingNeed = "listing-need";

    /// <summary>The last open day of a listing is over.</summary>
    public const string ListingExpired = "listing-expired";

    /// <summary>An event for which one is registered begins in a day.</summary>
    public const string EventReminder = "event-reminder";

    /// <summary>One waited for a place at an event, and has one.</summary>
    public const string EventPlace = "event-place";

    /// <summary>Time or place of an event for which one is registered changed.</summary>
    public const string EventChange = "event-change";

    /// <summary>An event for which one is registered was cancelled, or deleted: then there is no event any more.</summary>
    public const string EventCancelled = "event-cancelled";

    /// <summary>The organizers of an event took one's registration back.</summary>
    public const string EventRemoved = "event-removed";

    /// <summary>Somebody asks one to organize an event.</summary>
    public const string EventOrganizer = "event-organizer";

    /// <summary>A curator answered what one suggested for the tree of capacities.</summary>
    public const string Suggestion = "suggestion";

    /// <summary>Moderators decided about one, or about a decision or an appeal of one's own; nobody can switch it off.</summary>
    public const string Decision = "decision";

    /// <summary>A report of one's own was decided; nobody can switch it off.</summary>
    public const string Report = "report";

    /// <summary>A role was given to one, or taken; nobody can switch it off.</summary>
    public const string Role = "role";

    /// <summary>All that can be switched off, in the order in which settings list them.</summary>
    public static readonly IReadOnlyList<string> All =
        [Proposal, Answer, Change, Message, Outcome, OrganizationInvitation, OrganizationMember, OrganizationChange, ListingNeed, ListingExpired,
         EventReminder, EventPlace, EventChange, EventCancelled, EventRemoved, EventOrganizer, Suggestion];

    /// <summary>The kind of a notice about a change to a state.</summary>
    internal static string Of(ExchangeState state) => state is ExchangeState.Accepted or ExchangeState.Declined ? Answer : Change;
}

/// <summary>Puts a notice into the tool, inside the transaction of what it tells of.</summary>
internal static class NewNotice
{
    // Several messages that nobody read are one notice, the newest.
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

    /// <summary>Of an event that is there no more; its title, unless it is to be forgotten.</summary>
    public static Task AddOfDeletedEventAsync(DbTransaction transaction, ulong personId, string? title, DateTime now) =>
        AddAsync(transaction, personId, NoticeKind.EventCancelled, new Thing { EventTitle = title }, now);

    public static Task AddOfSuggestionAsync(DbTransaction transaction, ulong personId, ulong suggestionId, DateTime now) =>
        AddAsync(transaction, personId, NoticeKind.Suggestion, new Thing { SuggestionId = suggestionId }, now);

    /// <summary>What was decided, and what became of it since, the notice's reader sees on the decision's page.</summary>
    public static Task AddOfDecisionAsync(DbTransaction transaction, ulong personId, ulong decisionId, DateTime now) =>
        transaction.Connection!.ExecuteAsync(DecisionSql, new { personId, kind = NoticeKind.Decision, decisionId, now }, transaction);

    public static Task AddOfReportAsync(DbTransaction transaction, ulong personId, ulong reportId, DateTime now) =>
        transaction.Connection!.ExecuteAsync(ReportSql, new { personId, kind = NoticeKind.Report, reportId, now }, transaction);

    /// <summary>The role by its code, and the last day of it; no day where it was taken.</summary>
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
            new { personId, kind, it.ExchangeId, it.OrganizationId, it.ListingId, it.EventId, it.EventTitle, it.SuggestionId, now,
            due = choice.Gathered ? DailyMoment.After(now) : now }, transaction);
    }

    /// <summary>What a notice is about.</summary>
    private readonly record struct Thing
    {
        public ulong? ExchangeId { get; init; }
        public ulong? OrganizationId { get; init; }
        public ulong? ListingId { get; init; }
        public ulong? EventId { get; init; }
        public string? EventTitle { get; init; }
        public ulong? SuggestionId { get; init; }
    }

    /// <summary>To who spoke for an organization that a curator removed: its name and why. Each of several is a notice of its own, and nobody can switch it
    /// off.</summary>
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
