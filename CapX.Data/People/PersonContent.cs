using System.Data.Common;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.People;

/// <summary>Profiles as a kind of content.</summary>
public sealed class PersonContent : ContentKind
{
    public const string Kind = "person";

    // Erases everything the person wrote for the public. The account and data that belongs to others stay. A profile that was never saved is visible to no
    // one.
    private const string EraseSql = """
        DELETE FROM person_language WHERE person_id = @id;
        DELETE FROM person_territory WHERE person_id = @id;
        DELETE FROM person_project WHERE person_id = @id;
        DELETE FROM person_capacity WHERE person_id = @id;
        DELETE FROM capacity_moved WHERE person_id = @id;
        DELETE FROM event_learned WHERE person_id = @id AND may_quote;
        DELETE FROM draft WHERE person_id = @id AND form = 'profile';
        DELETE FROM name_skeleton WHERE person_id = @id AND kind = 'display';
        UPDATE person p
           SET p.display_name = NULL, p.display_name_hidden = NULL, p.about = NULL, p.about_language = NULL, p.home_wiki = NULL, p.not_taking_until = NULL,
             p.indexable = FALSE, p.updated_at = NULL, p.version = p.version + 1, p.moderated = NULL
         WHERE p.id = @id;
        """;

    private string? _partsSql;

    public override string Code => Kind;

    internal override string ReadKey(string typed) => UserName.Name(typed);

    internal override object Key(string typed) => typed;

    // The answer does not reveal whether the account exists.
    internal override ContentPart Unknown(string key) => new("username", key, null);

    // The reporter may know a person whose profile is hidden from them. Hidden content is not frozen, and the result does not reveal whether the profile
    // exists.
    internal override string FoundSql => $"""
        SELECT p.id AS {nameof(ContentFound.Id)}, p.id AS {nameof(ContentFound.PersonId)}, {PersonVisibility.Sql} AS {nameof(ContentFound.IsSeen)}
         FROM person p WHERE {TypedName.BearsSql} {TypedName.BestSql}
        """;

    internal override string OwnersSql => $"SELECT @id AS {nameof(ContentFound.Id)}, @id AS {nameof(ContentFound.PersonId)}";

    internal override string PublicKeySql(string id) => $"(SELECT k.username FROM person k WHERE k.id = {id})";

    internal override string PartsSql => _partsSql ??= $"""
        SELECT 'username' AS Part, p.username AS Text, NULL AS Language FROM person p WHERE p.id = @id AND {PersonVisibility.Sql}
        UNION ALL SELECT 'name', p.display_name, NULL FROM person p WHERE p.id = @id AND p.display_name IS NOT NULL AND {PersonVisibility.Sql}
        UNION ALL SELECT 'about', p.about, p.about_language FROM person p WHERE p.id = @id AND p.about IS NOT NULL AND {PersonVisibility.Sql}
         AND {PersonVisibility.AboutSql}
        UNION ALL SELECT 'note', h.note, p.about_language FROM person_capacity h JOIN person p ON p.id = h.person_id WHERE p.id = @id AND h.note IS NOT NULL
         AND {PersonVisibility.Sql}
        {string.Concat(All.Select(kind => kind.BesideSql is { } sql ? $"UNION ALL {sql}\n" : null))}
        """;

    internal override CapacityTable Capacities { get; } = new("person_capacity", "person_id", HasRoles: true);

    internal override string ModerateSql => "UPDATE person p SET p.moderated = @state WHERE p.id = @id";

    internal override Task EraseAsync(DbTransaction transaction, ulong id, DateTime now) =>
        transaction.Connection!.ExecuteAsync(EraseSql, new { id }, transaction);
}
