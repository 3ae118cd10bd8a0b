using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>What one side says came of an exchange, as sent by the form.</summary>
public sealed record OutcomeForm
{
    public const int LongestText = 2000;
    public const decimal MostHours = 2000;

    public required bool Happened { get; init; }

    /// <summary>Hours, to one decimal.</summary>
    public decimal? Hours { get; init; }
    public string? Method { get; init; }

    /// <summary>From 1 to 5.</summary>
    public int? Satisfaction { get; init; }
    public string Learned { get; init; } = "";
    public string TaughtBack { get; init; } = "";
    public bool MayQuote { get; init; }
    public string? Language { get; init; }
}

/// <summary>Records what came of an exchange. The first outcome documents the exchange. Each speaker of either side can give one, and change it
/// later.</summary>
public sealed class WriteOutcomeCommand(Database database, Vocabulary vocabulary, LiveUpdates news, TimeProvider time)
{
    private const string Sql = """
        INSERT INTO exchange_outcome (exchange_id, person_id, side, happened, hours, method, satisfaction, learned, taught_back, may_quote,
               language, written_at)
        VALUES (@id, @PersonId, @side, @Happened, @Hours, @method, @Satisfaction, NULLIF(@learned, ''), NULLIF(@taughtBack, ''), @MayQuote, @language, @now)
        ON DUPLICATE KEY UPDATE side = VALUES(side), happened = VALUES(happened), hours = VALUES(hours), method = VALUES(method), satisfaction =
          VALUES(satisfaction), learned = VALUES(learned),
                                taught_back = VALUES(taught_back), may_quote = VALUES(may_quote), language = VALUES(language), written_at = VALUES(written_at)
        """;

    public async Task<ExchangeActResult> RunAsync(Actor actor, ulong id, OutcomeForm form, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (learned, taughtBack) = (WrittenText.Lines(form.Learned, OutcomeForm.LongestText), WrittenText.Lines(form.TaughtBack, OutcomeForm.LongestText));
        if (learned is null || taughtBack is null || form.Hours is < 0 or > OutcomeForm.MostHours || form.Satisfaction is < 1 or > 5)
            return ExchangeActResult.BadText;
        var told = await database.WriteAsync<Told<ExchangeActResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.WriteOutcome, now) is { } standing) return standing.Refusal();
            if (await ExchangeLock.TakeAsync(transaction, id, actor.PersonId) is not { } held) return ExchangeActResult.NotFound;
            if (held.IsBlocked || !ExchangeLife.MayDocument(held.State)) return ExchangeActResult.NotNow;
            var method = Methods.Find(form.Method) is { } known ? Methods.ToBits([known]) : 0;
            await transaction.Connection!.ExecuteAsync(Sql, new
            {
                id, actor.PersonId, side = ExchangeSides.Code(held.Side), form.Happened, form.Hours, method, form.Satisfaction, learned, taughtBack,
                form.MayQuote, language = vocabulary.Languages.Find(form.Language)?.Code, now,
            }, transaction);
            if (held.State == ExchangeState.Done)
            {
                await held.ChangeAsync(transaction, ExchangeState.Documented, actor.PersonId, null, now);
                foreach (var other in held.Others) await NewNotice.AddAsync(transaction, other, NoticeKind.Outcome, id, now);
            }
            return new(ExchangeActResult.Done, held.Speakers.Everybody);
        }, token).ConfigureAwait(false);
        return told.Tell(news, id);
    }
}
