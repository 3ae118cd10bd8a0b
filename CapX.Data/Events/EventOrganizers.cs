using System.Data.Common;
using CapX.Data.Exchanges;
using CapX.Data.People;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Who organizes an event, by what a form says: whoever organizes it already may stay; persons whom the actor may see and no block parts can come, and organizations for which the actor speaks.</summary>
internal sealed record EventOrganizers(IReadOnlyList<ulong> People, IReadOnlyList<ulong> Organizations)
{
    private const string UnknownPerson = "events-error-person";
    private const string UnknownOrganization = "events-error-organization";

    private const string PeopleSql = $"""
        SELECT p.id AS Item1, p.username AS Item2 FROM person p
         WHERE p.username IN @names AND p.name_lost_at IS NULL
           AND (EXISTS (SELECT 1 FROM event_organizer a WHERE a.event_id = @id AND a.person_id = p.id) OR p.id = @Viewer OR ({PersonVisibility.ListedSql} AND {PersonVisibility.NotBlockedSql}))
        """;

    // Of a merged one, the one that it became part of.
    private const string OrganizationsSql = """
        SELECT g.id AS Item1, s.slug AS Item2 FROM organization s JOIN organization g ON g.id = COALESCE(s.merged_into_id, s.id)
         WHERE s.slug IN @slugs AND g.state = 'confirmed'
           AND (EXISTS (SELECT 1 FROM event_organizer a WHERE a.event_id = @id AND a.organization_id = g.id)
                OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = g.id AND m.person_id = @Viewer AND m.standing = 'manager'))
        """;

    private const string BeforeSql = "SELECT person_id FROM event_organizer WHERE event_id = @id AND person_id IS NOT NULL";

    private const string ForgetSql = "DELETE FROM event_organizer WHERE event_id = @id";

    private const string AddSql = "INSERT INTO event_organizer (event_id, person_id, organization_id) VALUES (@id, @person, @organization)";

    /// <summary>Those whom the form names, or what is wrong with them. A new event has no id yet.</summary>
    public static (EventOrganizers? Organizers, IReadOnlyList<FormError<EventField>> Errors) Find(DbTransaction transaction, ulong id, ulong actor, EventForm form)
    {
        var connection = transaction.Connection!;
        var people = form.People.Count == 0 ? [] : connection.Query<(ulong Id, string Name)>(PeopleSql, new { names = form.People, id, Viewer = actor }, transaction).AsList();
        var organizations = form.Organizations.Count == 0 ? [] : connection.Query<(ulong Id, string Slug)>(OrganizationsSql, new { slugs = form.Organizations, id, Viewer = actor }, transaction).AsList();
        List<FormError<EventField>> errors =
        [
            .. form.People.Except(people.Select(p => p.Name)).Select(name => new FormError<EventField>(EventField.People, UnknownPerson, null, name)),
            .. form.Organizations.Except(organizations.Select(o => o.Slug)).Select(slug => new FormError<EventField>(EventField.Organizations, UnknownOrganization, null, slug)),
        ];
        return errors.Count > 0 ? (null, errors) : (new EventOrganizers([.. people.Select(p => p.Id)], [.. organizations.Select(o => o.Id).Distinct()]), []);
    }

    /// <summary>Writes them over those that are stored. Whoever is made an organizer by somebody else is told; gives those.</summary>
    public IReadOnlyList<ulong> Write(DbTransaction transaction, ulong id, ulong actor, DateTime now)
    {
        var connection = transaction.Connection!;
        var before = connection.Query<ulong>(BeforeSql, new { id }, transaction).AsList();
        connection.Execute(ForgetSql, new { id }, transaction);
        foreach (var person in People) connection.Execute(AddSql, new { id, person, organization = default(ulong?) }, transaction);
        foreach (var organization in Organizations) connection.Execute(AddSql, new { id, person = default(ulong?), organization }, transaction);
        var added = People.Except(before).Where(p => p != actor).ToList();
        foreach (var person in added) Notices.AddOfEvent(transaction, person, NoticeKind.EventOrganizer, id, now);
        return added;
    }
}
