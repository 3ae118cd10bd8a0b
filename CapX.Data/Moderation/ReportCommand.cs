using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>The reporter: a logged-in user, or a visitor identified by the SHA-256 of a cookie's key.</summary>
public sealed record Reporter
{
    public Actor? Actor { get; init; }
    public byte[]? Visitor { get; init; }
    public Viewer Viewer => Actor is null ? Viewer.Anonymous : Viewer.Member(Actor.PersonId);
}

/// <summary>A report as submitted.</summary>
public sealed record ReportForm
{
    public const int LongestText = 4000;

    public required ReportAbout About { get; init; }

    /// <summary>One of <see cref="ReportReason.All"/>.</summary>
    public string Reason { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>The language of the text.</summary>
    public string Language { get; init; } = "";

    /// <summary>True when reporting on behalf of someone else.</summary>
    public bool ForOther { get; init; }
    public Guid FormKey { get; init; }
}

/// <summary>The result of submitting a report.</summary>
public abstract record ReportResult;

/// <summary>The report was filed, and the key identifies its receipt. Submitting the same form again returns the same report.</summary>
public sealed record Reported(ulong Id, string Key) : ReportResult;

/// <summary>The report was refused.</summary>
public sealed record ReportRefused(ReportRefusal Why) : ReportResult;

/// <summary>Why a report was refused.</summary>
public enum ReportRefusal
{
    SignedOut,

    /// <summary>The thing does not exist, or the reporter may not see it.</summary>
    NotFound,

    /// <summary>The reporter owns the thing.</summary>
    Own,
    NoReason,
    BadText,
    TooMany,
}

/// <summary>Reports something to the moderators. Freezes its current content as evidence and joins the open case about the same thing.</summary>
public sealed class ReportCommand(Database database, Vocabulary vocabulary, LiveUpdates news, TimeProvider time)
{
    public const int MostADay = 20;
    public const int MostOfVisitorADay = 5;

    /// <summary>For all visitors together. Members are counted individually, so a flood of visitors cannot block their reports.</summary>
    public const int MostOfVisitorsADay = 300;

    /// <summary>For all visitors together, excluding emergencies. A quarter of the daily limit is reserved for those.</summary>
    public const int MostOrdinaryOfVisitorsADay = MostOfVisitorsADay * 3 / 4;

    private const string SameFormSql = "SELECT r.id FROM report r WHERE r.form_key = @formKey AND (r.reporter_id = @personId OR r.visitor = @visitor)";

    private const string TodaySql = """
        SELECT (SELECT COUNT(*) FROM report m WHERE m.made_at > @dayAgo AND IF(@personId IS NULL, m.visitor = @visitor, m.reporter_id = @personId))
               + (SELECT COUNT(*) FROM kept_limit k WHERE k.person_id = @personId AND k.kind = 'report' AND k.made_at > @dayAgo) AS Item1,
               v.reports AS Item2, v.ordinary AS Item3
          FROM (SELECT COUNT(r.id) AS reports, CAST(COALESCE(SUM(r.reason <> @threats), 0) AS SIGNED) AS ordinary
                  FROM report r WHERE r.made_at > @dayAgo AND @personId IS NULL AND r.visitor IS NOT NULL) v
        """;

    public async Task<ReportResult> RunAsync(Reporter reporter, ReportForm form, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!ReportReason.All.Contains(form.Reason)) return new ReportRefused(ReportRefusal.NoReason);
        if (WrittenText.Lines(form.Text, ReportForm.LongestText) is not { } text) return new ReportRefused(ReportRefusal.BadText);
        var personId = reporter.Actor?.PersonId;
        var told = await database.WriteAsync<Told<ReportResult>>(async transaction =>
        {
            var connection = transaction.Connection!;
            // Serializes reports by one person, and those by all visitors, so that the rate limits count correctly.
            if (personId is { } member) await Permit.LockAsync(transaction, member);
            else await connection.ExecuteAsync(ModerationLog.LockSql, transaction: transaction);
            if (reporter.Actor is { } actor && await Permit.RefusalAsync(transaction, actor, Act.Report, now) is not null)
                return new ReportRefused(ReportRefusal.SignedOut);
            var visitor = personId is null ? reporter.Visitor : null;
            if (personId is null && visitor is null) return new ReportRefused(ReportRefusal.SignedOut);
            var formKey = FormKey.Of(visitor ?? BitConverter.GetBytes(personId!.Value), form.FormKey);
            var key = Convert.ToHexStringLower(formKey);
            if (await connection.QuerySingleOrDefaultAsync<ulong?>(SameFormSql, new { formKey, personId, visitor }, transaction) is { } made)
                return new Reported(made, key);
            if (await ReportedThing.FindAsync(connection, form.About, await ViewerOfAsync(transaction, reporter, form.About, now), now, transaction)
                is not { } thing) return new ReportRefused(ReportRefusal.NotFound);
            if (personId is not null && thing.Content.PersonId == personId) return new ReportRefused(ReportRefusal.Own);
            var (mine, visitors,
                ordinary) = await connection.QuerySingleAsync<(long, long, long)>(TodaySql,
                    new { personId, visitor, dayAgo = now.AddDays(-1), threats = ReportReason.Threats }, transaction);
            var isFull = visitors >= MostOfVisitorsADay || ordinary >= MostOrdinaryOfVisitorsADay && form.Reason != ReportReason.Threats;
            if (isFull || mine >= (personId is null ? MostOfVisitorADay : MostADay)) return new ReportRefused(ReportRefusal.TooMany);
            var id = await ReportRows.AddAsync(transaction, thing, new ReportRow
            {
                ReporterId = personId,
                Visitor = visitor,
                Reason = form.Reason,
                Text = text.Length == 0 ? null : text,
                Language = text.Length == 0 ? null : vocabulary.Languages.Find(form.Language)?.Code,
                ForOther = form.ForOther,
                FormKey = formKey,
            }, now);
            await ModerationLog.AddAsync(transaction,
                new LogLine
                {
                    Act = LogAct.Reported, ActorId = personId, SubjectId = thing.Content.PersonId,
                    Detail = $"report={id} thing={form.About.Kind} reason={form.Reason}"
                }, now);
            return new(new Reported(id, key), await CaseLock.ModeratorsAsync(transaction, now));
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>A suspended person can report only what a visitor sees, and the messages they received.</summary>
    private static async Task<Viewer> ViewerOfAsync(DbTransaction transaction, Reporter reporter, ReportAbout about, DateTime now) =>
        reporter.Actor is { } actor && !ContentKind.Of(about.Kind).IsCorrespondence
            && await Permit.ReadAsync(transaction, actor, now) == ActorStanding.Suspended ? Viewer.Anonymous : reporter.Viewer;
}

/// <summary>A report as stored.</summary>
internal sealed record ReportRow
{
    public ulong? ReporterId { get; init; }
    public byte[]? Visitor { get; init; }
    public required string Reason { get; init; }
    public string? Text { get; init; }
    public string? Language { get; init; }
    public bool ForOther { get; init; }
    public required byte[] FormKey { get; init; }
}

/// <summary>Writes reports into cases.</summary>
internal static class ReportRows
{
    // Reports of the same thing join its open case. All reports of names without an account share one case, and each report keeps the name it gave.
    private const string CaseSql = """
        SELECT c.id FROM moderation_case c
         WHERE c.closed_at IS NULL AND c.kind = 'reports' AND c.thing = @Code AND IF(@ContentId IS NULL, c.names_nobody, c.content_id = @ContentId)
         ORDER BY c.id LIMIT 1 FOR UPDATE
        """;

    private const string OpenSql = """
        INSERT INTO moderation_case (kind, thing, content_id, person_id, organization_id, names_nobody, is_emergency, opened_at)
        VALUES ('reports', @Code, @ContentId, @PersonId, @OrganizationId, @ContentId IS NULL, @isEmergency, @now);
        SELECT LAST_INSERT_ID();
        """;

    private const string EmergencySql = "UPDATE moderation_case SET is_emergency = TRUE WHERE id = @caseId";

    private const string ReportSql = """
        INSERT INTO report (case_id, reporter_id, visitor, reason, text, language, for_other, made_at, form_key)
        VALUES (@caseId, @ReporterId, @Visitor, @Reason, @Text, @Language, @ForOther, @now, @FormKey);
        SELECT LAST_INSERT_ID();
        """;

    private const string EvidenceSql = "INSERT INTO report_evidence (report_id, person_id, parts) VALUES (@id, @PersonId, @parts)";

    /// <summary>Adds a report with its evidence to the open case about the thing, or opens a case. Returns the report's id.</summary>
    public static async Task<ulong> AddAsync(DbTransaction transaction, ReportedThing it, ReportRow report, DateTime now)
    {
        var connection = transaction.Connection!;
        var isEmergency = report.Reason == ReportReason.Threats;
        var thing = new { it.Kind.Code, ContentId = it.Content.Id, it.Content.PersonId, it.Content.OrganizationId, isEmergency, now };
        var caseId = await connection.QuerySingleOrDefaultAsync<ulong?>(CaseSql, thing, transaction)
            ?? await connection.ExecuteScalarAsync<ulong>(OpenSql, thing, transaction);
        if (isEmergency) await connection.ExecuteAsync(EmergencySql, new { caseId }, transaction);
        var id = await connection.ExecuteScalarAsync<ulong>(ReportSql,
            new { caseId, report.ReporterId, report.Visitor, report.Reason, report.Text, report.Language, report.ForOther, now, report.FormKey }, transaction);
        await connection.ExecuteAsync(EvidenceSql, new { id, it.Content.PersonId, parts = it.PartsJson }, transaction);
        return id;
    }
}
