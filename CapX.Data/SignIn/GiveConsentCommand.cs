using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>The text that the welcome page asks people to agree to.</summary>
public static class Consent
{
    /// <summary>Changes whenever what is stored or the text changes: everyone is then welcomed and asked again. A month, or a day within a month.</summary>
    public const string Version = "2026-11-30";
}

/// <summary>Records that a person agreed to the current text, and when; the first time counts.</summary>
public sealed class GiveConsentCommand(Database database, TimeProvider time)
{
    private const string Sql = """
        INSERT INTO consent (person_id, version, given_at) VALUES (@PersonId, @Version, @Now)
        ON DUPLICATE KEY UPDATE given_at = consent.given_at
        """;

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await Permit.RefusalAsync(transaction, actor, Act.GiveConsent, now) is { } refused) return refused;
        await transaction.Connection!.ExecuteAsync(Sql, new { actor.PersonId, Consent.Version, Now = now }, transaction);
        return ActorStanding.Good;
    }, token);
}
