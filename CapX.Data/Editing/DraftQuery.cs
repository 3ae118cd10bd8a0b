using Dapper;

namespace CapX.Data.Editing;

/// <summary>What somebody typed and has not saved.</summary>
public sealed record Draft
{
    public required string Body { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime SavedAt { get; init; }

    /// <summary>Older drafts are dropped.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);
}

/// <summary>One's own draft of a form: for that person only.</summary>
public sealed class DraftQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT body AS {nameof(Draft.Body)}, saved_at AS {nameof(Draft.SavedAt)} FROM draft
         WHERE person_id = @personId AND form = @form AND saved_at > @since
        """;

    /// <summary>Null where there is none. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<Draft?> RunAsync(ulong personId, string form, CancellationToken token = default) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<Draft>(Sql, new { personId, form, since = time.GetUtcNow().UtcDateTime - Draft.Life }), token);
}
