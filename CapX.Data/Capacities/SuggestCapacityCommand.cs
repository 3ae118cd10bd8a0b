using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>The fields of a suggestion that can be invalid.</summary>
public enum SuggestionField
{
    Capacity,
    Other,
    Language,
    Name,
    Description,
    Reason,
}

/// <summary>The result of sending a suggestion. Nothing was changed unless it is <see cref="CapacityActResult.Done"/>.</summary>
public sealed record SuggestResult(CapacityActResult Acted)
{
    /// <summary>The fields that are missing, too long or unknown.</summary>
    public IReadOnlyList<SuggestionField> Bad { get; init; } = [];
}

/// <summary>Sends a suggestion about the tree to the curators, or withdraws it.</summary>
public sealed class SuggestCapacityCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    public const int MostADay = 10;
    public const int LongestReason = 1000;

    private const string SameFormSql = "SELECT EXISTS (SELECT 1 FROM capacity_suggestion WHERE form_key = @formKey AND person_id = @PersonId)";
    private const string CountSql = """
        SELECT (SELECT COUNT(*) FROM capacity_suggestion WHERE person_id = @PersonId AND made_at > @dayAgo)
             + (SELECT COUNT(*) FROM kept_limit k WHERE k.person_id = @PersonId AND k.kind = 'suggestion' AND k.made_at > @dayAgo)
        """;

    private const string Sql = """
        INSERT INTO content (kind) VALUES ('suggestion');
        INSERT INTO capacity_suggestion (id, person_id, kind, capacity_id, other_id, language, name, description, reason, made_at, form_key)
        VALUES (LAST_INSERT_ID(), @PersonId, @kind, @capacity, @other, @language, @name, @description, @reason, @now, @formKey)
        """;

    private const string WithdrawSql =
        "UPDATE capacity_suggestion SET state = 'withdrawn' WHERE id = @id AND person_id = @PersonId AND state = 'waiting' AND NOT moderated <=> 'removed'";

    /// <summary>Idempotent by form key: a repeated request returns success without adding a second suggestion.</summary>
    public Task<SuggestResult> RunAsync(Actor actor, SuggestionTyped typed, Guid formKey, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
            if (await Permit.RefusalAsync(transaction, actor, Act.Suggest, now) is { } standing)
                return new SuggestResult(standing == ActorStanding.Blocked ? CapacityActResult.Blocked : CapacityActResult.SignedOut);
            if (await connection.ExecuteScalarAsync<bool>(SameFormSql, new { formKey = formKey.ToByteArray(), actor.PersonId }, transaction))
                return new SuggestResult(CapacityActResult.Done);
            await vocabulary.HoldAsync(transaction);
            var (capacity, other) = (vocabulary.Capacities.Find(typed.Capacity), vocabulary.Capacities.Find(typed.Other));
            var (name, description) = (WrittenText.CheckName(typed.Name, ChangeCapacityCommand.LongestName).Fit,
                WrittenText.Lines(typed.Description, ChangeCapacityCommand.LongestDescription));
            var reason = WrittenText.Lines(typed.Reason, LongestReason);
            var language = vocabulary.Languages.Find(typed.Language.Trim())?.Code;
            var bad = Bad(typed, capacity, other, language, name, description, reason).ToList();
            if (bad.Count > 0) return new SuggestResult(CapacityActResult.BadText) { Bad = bad };
            if (await connection.ExecuteScalarAsync<long>(CountSql, new { actor.PersonId, dayAgo = now.AddDays(-1) }, transaction) >= MostADay)
                return new SuggestResult(CapacityActResult.TooOften);
            var values = new
            {
                actor.PersonId, kind = typed.Kind.ToString().ToLowerInvariant(), capacity = capacity?.Id, other = other?.Id, language, name,
                description, reason, now, formKey = formKey.ToByteArray()
            };
            await connection.ExecuteAsync(Sql, values, transaction);
            return new SuggestResult(CapacityActResult.Done);
        }, token);
    }

    /// <summary>Withdraws a waiting suggestion.</summary>
    public Task<CapacityActResult> WithdrawAsync(Actor actor, ulong id, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
            await Permit.RefusalAsync(transaction, actor, Act.TakeSuggestionBack, now) is not null ? CapacityActResult.SignedOut
            : await transaction.Connection!.ExecuteAsync(WithdrawSql, new { id, actor.PersonId }, transaction) == 1 ? CapacityActResult.Done
            : CapacityActResult.NotFound, token);
    }

    private static IEnumerable<SuggestionField> Bad(SuggestionTyped typed, CodeEntry? capacity, CodeEntry? other, string? language, string? name,
        string? description, string? reason)
    {
        bool IsFine(string? text, bool isNeeded) => text is not null && (!isNeeded || text.Length > 0);
        var kind = typed.Kind;
        if (capacity is null && (kind is not (SuggestionKind.Add or SuggestionKind.Other) || typed.Capacity.Length > 0)) yield return SuggestionField.Capacity;
        if (other is null && (kind == SuggestionKind.Merge || typed.Other.Length > 0) || other is not null && other == capacity)
            yield return SuggestionField.Other;
        if (language is null) yield return SuggestionField.Language;
        if (!IsFine(name, kind is SuggestionKind.Add or SuggestionKind.Name)) yield return SuggestionField.Name;
        if (!IsFine(description, false)) yield return SuggestionField.Description;
        if (!IsFine(reason, kind is not (SuggestionKind.Add or SuggestionKind.Name))) yield return SuggestionField.Reason;
    }
}
