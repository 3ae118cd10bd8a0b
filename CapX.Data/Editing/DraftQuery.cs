using Dapper;

namespace CapX.Data.Editing;

/// <summary>Form contents that were typed and not saved.</summary>
public sealed record Draft
{
    public required string Body { get; init; }

    public required DateTime SavedAt { get; init; }

    /// <summary>Older drafts are ignored and deleted.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);
}

/// <summary>Reads a person's own draft of a form. Only that person may call it.</summary>
public sealed class DraftQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT body AS {nameof(Draft.Body)}, saved_at AS {nameof(Draft.SavedAt)} FROM draft
         WHERE person_id = @personId AND form = @form AND saved_at > @since
        """;

    /// <summary>Null when there is none.</summary>
    public Task<Draft?> RunAsync(ulong personId, string form, CancellationToken token = default) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<Draft>(Sql, new { personId, form, since = time.GetUtcNow().UtcDateTime - Draft.Life }), token);
}
