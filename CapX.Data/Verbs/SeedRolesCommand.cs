using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Verbs;

/// <summary>An account with a role in a development database.</summary>
public sealed record SampleRole(ulong Id, string Username, Role Role);

/// <summary>Grants roles to accounts of the practice wiki in a development database, before their first login.</summary>
public sealed class SeedRolesCommand(Database database, TimeProvider time)
{
    private const string Sql = """
        INSERT INTO content (kind) SELECT 'person' FROM (SELECT 1) one WHERE NOT EXISTS (SELECT 1 FROM person WHERE id = @Id);
        INSERT INTO person (id, content_id, username, joined_at, signed_in_at)
        SELECT @Id, LAST_INSERT_ID(), @Username, @now, @now FROM (SELECT 1) one WHERE NOT EXISTS (SELECT 1 FROM person WHERE id = @Id);
        INSERT IGNORE INTO person_role (person_id, role, until_at, granted_at) VALUES (@Id, @role, @until, @now);
        """;

    /// <summary>Grants the roles for a year. Throws <see cref="SeedRefusedException"/> for a possible production database.</summary>
    public Task RunAsync(IEnumerable<SampleRole> roles, CancellationToken token = default)
    {
        if (SeedPeopleCommand.Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        var now = time.GetUtcNow().UtcDateTime;
        var rows = roles.Select(r => new { r.Id, r.Username, role = r.Role.ToString().ToLowerInvariant(), now, until = now.AddYears(1) }).ToList();
        return database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(Sql, rows, transaction), token);
    }
}
