using System.Data.Common;
using System.Globalization;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Grants and revokes roles. Only a steward can do so. Every role has an end date, and every change is logged. Stewards cannot grant roles to
/// themselves, and at least two stewards always remain.</summary>
public sealed class RoleCommand(Database database, LiveUpdates news, TimeProvider time)
{
    public const int FewestStewards = 2;
    public const int MostDays = 366 * 2;

    private const string PersonSql = $"SELECT p.id FROM person p WHERE {TypedName.BearsSql} AND p.standing <> 'suspended' {TypedName.BestSql}";

    private const string GiveSql = """
        INSERT INTO person_role (person_id, role, until_at, granted_at, granted_by) VALUES (@personId, @role, @until, @now, @by)
        ON DUPLICATE KEY UPDATE until_at = VALUES(until_at), granted_at = VALUES(granted_at), granted_by = VALUES(granted_by)
        """;

    private const string TakeSql = "DELETE FROM person_role WHERE person_id = @personId AND role = @role";

    // Locked until the transaction ends, so that two stewards cannot remove each other at the same time.
    private const string StewardsSql = "SELECT r.person_id FROM person_role r WHERE r.role = 'steward' AND r.until_at > @now FOR UPDATE";

    // A former moderator loses all claims.
    private const string ReleaseSql = "UPDATE moderation_case SET claimed_by = NULL, claimed_at = NULL WHERE claimed_by = @personId AND closed_at IS NULL";

    /// <summary>The last day must be within <see cref="MostDays"/> days.</summary>
    public Task<CaseActResult> GiveAsync(Actor steward, string username, Role role, DateOnly until, CancellationToken token = default) =>
        RunAsync(steward, async (transaction, now) =>
    {
        var today = DateOnly.FromDateTime(now);
        if (until <= today || until.DayNumber - today.DayNumber > MostDays) return CaseActResult.BadDate;
        if (await transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(PersonSql, UserName.Typed(username), transaction) is not { } personId
            || personId == steward.PersonId) return CaseActResult.BadChoice;
        await GiveAsync(transaction, personId, role, until, steward.PersonId, now);
        return new(CaseActResult.Done, [personId]);
    }, token);

    /// <summary>Idempotent: returns Done when the person does not have the role. A steward may give up any role of their own.</summary>
    public Task<CaseActResult> TakeAsync(Actor steward, ulong personId, Role role, CancellationToken token = default) =>
        RunAsync(steward, async (transaction, now) =>
    {
        var connection = transaction.Connection!;
        if (role == Role.Steward && (await connection.QueryAsync<ulong>(StewardsSql, new { now }, transaction)).AsList() is var stewards
            && stewards.Contains(personId) && stewards.Count <= FewestStewards) return CaseActResult.NotNow;
        if (await connection.ExecuteAsync(TakeSql, new { personId, role = Code(role) }, transaction) == 0) return CaseActResult.Done;
        if (role == Role.Moderator) await connection.ExecuteAsync(ReleaseSql, new { personId }, transaction);
        await ModerationLog.AddAsync(transaction,
            new LogLine { Act = LogAct.TookRole, ActorId = steward.PersonId, SubjectId = personId, Detail = $"role={Code(role)}" }, now);
        await NewNotice.AddOfRoleAsync(transaction, personId, Code(role), null, now);
        return new(CaseActResult.Done, [personId]);
    }, token);

    /// <summary>For the operator. Makes all named people stewards until that day, or none: returns the names that do not exist here. Throws
    /// <see cref="TooFewStewardsException"/> when fewer than two stewards would result.</summary>
    public Task<IReadOnlyList<string>> AppointStewardsAsync(IReadOnlyList<string> usernames, DateOnly until, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync<IReadOnlyList<string>>(async transaction =>
        {
            var connection = transaction.Connection!;
            var stewards = (await connection.QueryAsync<ulong>(StewardsSql, new { now }, transaction)).ToHashSet();
            var named = new Dictionary<string, ulong?>(StringComparer.Ordinal);
            foreach (var name in usernames) named.Add(name, await connection.QuerySingleOrDefaultAsync<ulong?>(PersonSql, UserName.Typed(name), transaction));
            if (named.ContainsValue(null)) return [.. named.Where(n => n.Value is null).Select(n => n.Key)];
            stewards.UnionWith(named.Values.Select(id => id!.Value));
            if (stewards.Count < FewestStewards) throw new TooFewStewardsException();
            foreach (var personId in named.Values) await GiveAsync(transaction, personId!.Value, Role.Steward, until, null, now);
            return [];
        }, token);
    }

    /// <summary>The code used in the database, forms and message keys.</summary>
    public static string Code(Role role) => role.ToString().ToLowerInvariant();

    private async Task<CaseActResult> RunAsync(Actor steward, Func<DbTransaction, DateTime, Task<Told<CaseActResult>>> act, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<CaseActResult>>(async transaction =>
            await ModerationPermit.RefusalAsync(transaction, steward, Act.KeepRoles, now) is { } refused ? refused : await act(transaction, now), token)
            .ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>The role ends at noon UTC of the next day, when the day has ended everywhere on Earth.</summary>
    private static async Task GiveAsync(DbTransaction transaction, ulong personId, Role role, DateOnly until, ulong? by, DateTime now)
    {
        var day = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await transaction.Connection!.ExecuteAsync(GiveSql,
            new { personId, role = Code(role), until = until.ToDateTime(new TimeOnly(12, 0)).AddDays(1), now, by }, transaction);
        await ModerationLog.AddAsync(transaction,
            new LogLine { Act = LogAct.GaveRole, ActorId = by, SubjectId = personId, Detail = $"role={Code(role)} until={day}" }, now);
        await NewNotice.AddOfRoleAsync(transaction, personId, Code(role), day, now);
    }
}

/// <summary>Fewer than two stewards would remain, and no one could check on a single one.</summary>
public sealed class TooFewStewardsException()
    : Exception($"There must be at least {RoleCommand.FewestStewards} stewards. Name two people, or one person if there is a steward already.");

/// <summary>A person's role, as stewards see it.</summary>
public sealed record RoleHeld
{
    public ulong PersonId { get; init; }
    public required string Username { get; init; }

    /// <summary>A code of <see cref="Role"/>.</summary>
    public required string Role { get; init; }

    /// <summary>UTC.</summary>
    public DateTime UntilAt { get; init; }

    /// <summary>Null when the operator granted the role, or the grantor has erased their account.</summary>
    public string? GivenBy { get; init; }
}
