using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>The version of the text on the welcome page that people agree to.</summary>
public static class Consent
{
    /// <summary>As yyyy-MM or yyyy-MM-dd. Change it when the text or the stored data changes. Everyone then sees the welcome page and must agree
    /// again.</summary>
    public const string Version = "2026-11-30";
}

/// <summary>Records a person's consent to the current text. Agreeing again keeps the first time.</summary>
public sealed class GiveConsentCommand(Database database, TimeProvider time)
{
    private const string Sql = """
        INSERT INTO consent (person_id, version, given_at) VALUES (@PersonId, @Version, @Now)
        ON DUPLICATE KEY UPDATE given_at = consent.given_at
        """;

    public Task<ActorStanding> RunAsync(Actor actor, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await Permit.RefusalAsync(transaction, actor, Act.GiveConsent, now) is { } refused) return refused;
        await transaction.Connection!.ExecuteAsync(Sql, new { actor.PersonId, Consent.Version, Now = now }, transaction);
        return ActorStanding.Good;
    }, token);
}
