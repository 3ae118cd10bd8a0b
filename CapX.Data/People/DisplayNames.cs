using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace CapX.Data.People;

/// <summary>Keeps display names distinct from other people's user names, inside the transactions that change names.</summary>
internal static class DisplayNames
{
    // A single row that all name changes lock. Otherwise two concurrent transactions would not see each other's names.
    private const string LockSql = "SELECT id FROM name_lock WHERE id = 1 FOR UPDATE";

    private const string ImitatedSql = """
        SELECT EXISTS (SELECT 1 FROM name_skeleton s JOIN person p ON p.id = s.person_id
                        WHERE s.skeleton IN @Skeletons AND s.kind = 'username' AND s.person_id <> @PersonId AND p.name_lost_at IS NULL)
        """;

    private const string NamesSql = $"""
        SELECT p.id AS {nameof(Names.Id)}, p.username AS {nameof(Names.Username)}, p.display_name AS {nameof(Names.DisplayName)} FROM person p
         WHERE p.id IN @People ORDER BY p.id FOR UPDATE
        """;

    private const string ForgetSql = "DELETE FROM name_skeleton WHERE person_id IN @People";

    private const string WriteSql = """
        INSERT INTO name_skeleton (person_id, kind, skeleton)
        SELECT j.person_id, j.kind, j.skeleton
          FROM JSON_TABLE(@Rows, '$[*]' COLUMNS (person_id BIGINT UNSIGNED PATH '$.PersonId' ERROR ON ERROR, kind VARCHAR(8) PATH '$.Kind' ERROR ON ERROR,
                          skeleton VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.Skeleton' ERROR ON ERROR)) j
        """;

    private const string VersionSql = "UPDATE person SET skeleton_version = @Version WHERE id IN @People";

    // Display names of these people that look like someone else's user name, and anyone's display names that look like theirs. A person may always use their
    // own user name as display name.
    private const string ImitationsSql = """
        SELECT d.person_id FROM name_skeleton d JOIN name_skeleton u ON u.skeleton = d.skeleton AND u.kind = 'username' AND u.person_id <> d.person_id
          JOIN person p ON p.id = d.person_id JOIN person o ON o.id = u.person_id
         WHERE d.kind = 'display' AND d.person_id IN @People AND o.name_lost_at IS NULL AND p.display_name <> p.username COLLATE utf8mb4_bin
        UNION
        SELECT d.person_id FROM name_skeleton u JOIN name_skeleton d ON d.skeleton = u.skeleton AND d.kind = 'display' AND d.person_id <> u.person_id
          JOIN person p ON p.id = d.person_id JOIN person o ON o.id = u.person_id
         WHERE u.kind = 'username' AND u.person_id IN @People AND o.name_lost_at IS NULL AND p.display_name <> p.username COLLATE utf8mb4_bin
         ORDER BY person_id
        """;

    private const string HideSql = "UPDATE person SET display_name_hidden = display_name, display_name = NULL WHERE id IN @People AND display_name IS NOT NULL";
    private const string ForgetShownSql = "DELETE FROM name_skeleton WHERE person_id IN @People AND kind = 'display'";

    /// <summary>Serializes name changes until the transaction ends.</summary>
    public static Task LockAsync(DbTransaction transaction) => transaction.Connection!.ExecuteAsync(LockSql, null, transaction);

    /// <summary>True when the person may not use the display name, because it looks like another user name or uses a reserved name. Requires
    /// <see cref="LockAsync"/>.</summary>
    public static async Task<bool> IsRefusedAsync(DbTransaction transaction, ulong personId, string username, string displayName)
    {
        if (displayName == username) return false;
        if (MakesUseOfReserved(username, displayName)) return true;
        var skeletons = NameSkeleton.OfDisplayName(displayName);
        return skeletons.Count > 0
            && await transaction.Connection!.ExecuteScalarAsync<bool>(ImitatedSql, new { PersonId = personId, Skeletons = skeletons }, transaction);
    }

    /// <summary>Rewrites the skeletons of these people's names and hides display names that are no longer allowed, theirs and others'. Returns the people
    /// whose name was hidden. Requires <see cref="LockAsync"/>.</summary>
    public static async Task<IReadOnlyList<ulong>> SettleAsync(DbTransaction transaction, params IReadOnlyCollection<ulong> people)
    {
        var connection = transaction.Connection!;
        var named = (await connection.QueryAsync<Names>(NamesSql, new { People = people }, transaction)).AsList();
        if (named.Count == 0) return [];
        await connection.ExecuteAsync(ForgetSql, new { People = people }, transaction);
        await connection.ExecuteAsync(WriteSql, new { Rows = JsonSerializer.Serialize(named.SelectMany(Rows)) }, transaction);
        await connection.ExecuteAsync(VersionSql, new { NameSkeleton.Version, People = people }, transaction);
        var hidden = (await connection.QueryAsync<ulong>(ImitationsSql, new { People = people }, transaction))
            .Union(named.Where(n => n.DisplayName is not null && n.DisplayName != n.Username && MakesUseOfReserved(n.Username, n.DisplayName))
            .Select(n => n.Id)).ToList();
        if (hidden.Count == 0) return hidden;
        await connection.ExecuteAsync(HideSql, new { People = hidden }, transaction);
        await connection.ExecuteAsync(ForgetShownSql, new { People = hidden }, transaction);
        return hidden;
    }

    // A reserved word that is already in the user name adds nothing in the display name.
    private static bool MakesUseOfReserved(string username, string displayName)
    {
        var reserved = ReservedNames.In(displayName);
        return reserved.Count > 0 && !reserved.IsSubsetOf(ReservedNames.In(username));
    }

    private static IEnumerable<Row> Rows(Names names) =>
    [
        .. NameSkeleton.OfUsername(names.Username).Select(skeleton => new Row(names.Id, "username", skeleton)),
        .. names.DisplayName is null ? [] : NameSkeleton.OfDisplayName(names.DisplayName).Select(skeleton => new Row(names.Id, "display", skeleton)),
    ];

    private sealed record Names
    {
        public ulong Id { get; init; }
        public required string Username { get; init; }
        public string? DisplayName { get; init; }
    }

    private sealed record Row(ulong PersonId, string Kind, string Skeleton);
}
