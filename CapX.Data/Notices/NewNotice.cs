using System.Data.Common;
using CapX.Data.Content;
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

    /// <summary>Moderators decided about the person, or about a decision or appeal of theirs. Cannot be switched off.</summary>
    public const string Decision = "decision";

    /// <summary>A report made by the person was decided. Cannot be switched off.</summary>
    public const string Report = "report";

    /// <summary>A role was granted to the person or revoked. Cannot be switched off.</summary>
    public const string Role = "role";

    /// <summary>All kinds that can be switched off: those of exchanges, then those that the kinds of content declare.</summary>
    public static readonly IReadOnlyList<string> All = [Proposal, Answer, Change, Message, Outcome, .. ContentKind.All.SelectMany(kind => kind.NoticeKinds)];

    /// <summary>The code of the kind of content that a notice is about. Null for a notice about something else.</summary>
    public static string? ContentOf(string kind) => ContentKind.All.FirstOrDefault(content => content.NoticeKinds.Contains(kind))?.Code;
}

/// <summary>Adds a notice in the transaction of the change it reports.</summary>
internal static class NewNotice
{
    // A new notice replaces unread ones about the same thing, so only the newest remains.
    private const string DropSameSql = """
        DELETE FROM notice
         WHERE person_id = @personId AND kind = @kind AND read_at IS NULL AND exchange_id <=> @ExchangeId AND content_id <=> @ContentId AND name <=> @Name
        """;

    private const string ChoiceSql =
        $"SELECT gathered AS {nameof(Choice.Gathered)}, silent AS {nameof(Choice.Silent)} FROM contact_choice WHERE person_id = @personId";

    private const string Sql = """
        INSERT INTO notice (person_id, kind, exchange_id, content_id, name, word, made_at, due_at)
        VALUES (@personId, @kind, @ExchangeId, @ContentId, @Name, @Word, @now, @due)
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

    /// <summary>About content. The word says more about what happened, in a code.</summary>
    public static Task AddOfContentAsync(DbTransaction transaction, ulong personId, string kind, ulong contentId, DateTime now, string? word = null) =>
        AddAsync(transaction, personId, kind, new Thing { ContentId = contentId, Word = word }, now);

    /// <summary>About content that was deleted. The name is null when it must not be kept.</summary>
    public static Task AddOfGoneAsync(DbTransaction transaction, ulong personId, string kind, string? name, DateTime now) =>
        AddAsync(transaction, personId, kind, new Thing { Name = name }, now);

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
        var due = choice.Gathered ? DailyMoment.After(now) : now;
        var values = new { personId, kind, it.ExchangeId, it.ContentId, it.Name, it.Word, now, due };
        await connection.ExecuteAsync(DropSameSql, values, transaction);
        await connection.ExecuteAsync(Sql, values, transaction);
    }

    /// <summary>The thing a notice is about.</summary>
    private readonly record struct Thing
    {
        public ulong? ExchangeId { get; init; }
        public ulong? ContentId { get; init; }
        public string? Name { get; init; }
        public string? Word { get; init; }
    }

    /// <summary>About content that was removed: its name and the reason. Cannot be switched off, and never replaces an earlier notice.</summary>
    public static async Task AddOfRemovedAsync(DbTransaction transaction, ulong personId, string kind, string name, string word, DateTime now)
    {
        var choice = await transaction.Connection!.QuerySingleOrDefaultAsync<Choice>(ChoiceSql, new { personId }, transaction) ?? new Choice();
        await transaction.Connection!.ExecuteAsync(RemovedSql,
            new { personId, kind, name, word, now, due = choice.Gathered ? DailyMoment.After(now) : now }, transaction);
    }

    private sealed record Choice
    {
        public bool Gathered { get; init; }
        public string Silent { get; init; } = "";
    }
}
