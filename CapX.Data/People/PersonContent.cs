using System.Data.Common;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.People;

/// <summary>Profiles as a kind of content. The id of the content is not the central id of the person.</summary>
public sealed class PersonContent : ContentKind
{
    public const string Kind = "person";

    // Erases everything the person wrote for the public. The account and data that belongs to others stay. A profile that was never saved is visible to no
    // one.
    private const string EraseSql = """
        DELETE FROM person_language WHERE person_id = @personId;
        DELETE FROM person_territory WHERE person_id = @personId;
        DELETE FROM person_project WHERE person_id = @personId;
        DELETE FROM person_capacity WHERE person_id = @personId;
        DELETE FROM capacity_moved WHERE content_id = @id;
        DELETE FROM event_learned WHERE person_id = @personId AND may_quote;
        DELETE FROM draft WHERE person_id = @personId AND form = 'profile';
        DELETE FROM name_skeleton WHERE person_id = @personId AND kind = 'display';
        UPDATE person p
           SET p.display_name = NULL, p.display_name_hidden = NULL, p.about = NULL, p.about_language = NULL, p.home_wiki = NULL, p.not_taking_until = NULL,
             p.indexable = FALSE, p.updated_at = NULL, p.version = p.version + 1, p.moderated = NULL
         WHERE p.id = @personId;
        """;

    private const string ByContentSql = "(SELECT w.id FROM person w WHERE w.content_id = @id)";

    private string? _partsSql;

    public override string Code => Kind;

    internal override string Table => "person";

    internal override string IdColumn => "content_id";

    internal override bool HasList => true;

    internal override string ReadKey(string typed) => UserName.Name(typed);

    internal override object Key(string typed) => typed;

    // The answer does not reveal whether the account exists.
    internal override ContentPart Unknown(string key) => new("username", key, null);

    // The reporter may know a person whose profile is hidden from them. Hidden content is not frozen, and the result does not reveal whether the profile
    // exists.
    internal override string FoundSql => $"""
        SELECT p.content_id AS {nameof(ContentFound.Id)}, p.id AS {nameof(ContentFound.PersonId)}, {PersonVisibility.Sql} AS {nameof(ContentFound.IsSeen)}
         FROM person p WHERE {TypedName.BearsSql} {TypedName.BestSql}
        """;

    internal override string OwnersSql =>
        $"SELECT p.content_id AS {nameof(ContentFound.Id)}, p.id AS {nameof(ContentFound.PersonId)} FROM person p WHERE p.content_id = @id";

    internal override string PublicKeySql(string id) => $"(SELECT k.username FROM person k WHERE k.content_id = {id})";

    internal override string PartsSql => _partsSql ??= $"""
        SELECT 'username' AS Part, p.username AS Text, NULL AS Language FROM person p WHERE p.content_id = @id AND {PersonVisibility.Sql}
        UNION ALL SELECT 'name', p.display_name, NULL FROM person p WHERE p.content_id = @id AND p.display_name IS NOT NULL AND {PersonVisibility.Sql}
        UNION ALL SELECT 'about', p.about, p.about_language FROM person p WHERE p.content_id = @id AND p.about IS NOT NULL AND {PersonVisibility.Sql}
         AND {PersonVisibility.AboutSql}
        UNION ALL SELECT 'note', h.note, p.about_language FROM person_capacity h JOIN person p ON p.id = h.person_id
         WHERE p.content_id = @id AND h.note IS NOT NULL AND {PersonVisibility.Sql}
        {string.Concat(All.Select(kind => kind.BesideSql(ByContentSql) is { } sql ? $"UNION ALL {sql}\n" : null))}
        """;

    internal override CapacityTable Capacities { get; } = new("person_capacity", "person_id", HasRoles: true) { OwnerTable = "person" };

    internal override string OwnedSql(string people) => $"SELECT p.content_id AS id FROM person p WHERE p.id IN {people}";

    internal override string ReturnedSql => OwnedSql("(@personId)");

    internal override async Task EraseAsync(DbTransaction transaction, ulong id, DateTime now)
    {
        var personId = await transaction.Connection!.QuerySingleAsync<ulong>($"SELECT {ByContentSql}", new { id }, transaction);
        await transaction.Connection!.ExecuteAsync(EraseSql, new { id, personId }, transaction);
    }
}
