using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Editing;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Events;

/// <summary>The organizers of an event, resolved from a form. Existing organizers and invitees may stay. Others can be invited when the actor may see them,
/// they take requests, and there is no block. The actor can add organizations that they manage.</summary>
internal sealed record EventOrganizers(IReadOnlyList<ulong> Organizing, IReadOnlyList<ulong> Asked, IReadOnlyList<ulong> Organizations,
    IReadOnlyList<ulong> AskedBefore)
{
    private const string UnknownPerson = "events-error-person";
    private const string UnknownOrganization = "events-error-organization";
    private const string NobodyYet = "events-error-nobody-yet";

    private const string PeopleSql = $"""
        SELECT p.id AS Item1, p.username AS Item2 FROM person p
         WHERE p.username IN @names AND p.name_lost_at IS NULL
           AND (EXISTS (SELECT 1 FROM event_organizer a WHERE a.event_id = @id AND a.person_id = p.id) OR p.id = @Viewer
             OR ((p.not_taking_until IS NULL OR p.not_taking_until < @today) AND {PersonVisibility.ListedSql} AND {PersonVisibility.NotBlockedSql}))
        """;

    // For a merged organization, uses the one it was merged into.
    private const string OrganizationsSql = $"""
        SELECT g.id AS Item1, s.slug AS Item2 FROM organization s JOIN organization g ON g.id = COALESCE(s.merged_into_id, s.id)
         WHERE s.slug IN @slugs AND g.state = 'confirmed'
           AND (EXISTS (SELECT 1 FROM event_organizer a WHERE a.event_id = @id AND a.organization_id = g.id)
                OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = g.id AND m.person_id = @Viewer AND {Managing.Sql}))
        """;

    private const string BeforeSql =
        "SELECT person_id AS Item1, standing = 'invited' AS Item2 FROM event_organizer WHERE event_id = @id AND person_id IS NOT NULL";

    // Keeps organizations that moderators hid. They appear nowhere, and organize again once they are restored.
    private const string ForgetSql = """
        DELETE FROM event_organizer WHERE event_id = @id
          AND NOT EXISTS (SELECT 1 FROM organization g WHERE g.id = organization_id AND g.state IN ('hidden', 'withheld'))
        """;

    private const string AddSql =
        "INSERT INTO event_organizer (event_id, person_id, organization_id, standing) VALUES (@id, @person, @organization, @standing)";

    private const string ForgetQuestionSql = "DELETE FROM notice WHERE person_id IN @withdrawn AND kind = @kind AND content_id = @id";

    public IReadOnlyList<ulong> NewlyAsked => [.. Asked.Except(AskedBefore)];

    /// <summary>Resolves the organizers named in the form, or returns the errors. The id of a new event is 0.</summary>
    public static async Task<(EventOrganizers? Organizers, IReadOnlyList<FormError<EventField>> Errors)> FindAsync(DbTransaction transaction, ulong id,
        ulong actor, EventForm form, DateTime now)
    {
        var connection = transaction.Connection!;
        var names = form.People.Select(UserName.Typed).ToList();
        var people = names.Count == 0
            ? [] : (await connection.QueryAsync<(ulong Id, string Name)>(PeopleSql,
                new { names = names.SelectMany(n => (string[])[n.AsTyped, n.AsRead]).Distinct(), id, Viewer = actor, today = DateOnly.FromDateTime(now) },
                transaction)).AsList();
        // An exact match of the name as typed wins over a match of the normalized name.
        people = [.. people.Where(p =>
            names.Exists(name => name.AsTyped == p.Name || name.AsRead == p.Name && !people.Exists(other => other.Name == name.AsTyped)))];
        var organizations = form.Organizations.Count == 0
            ? [] : (await connection.QueryAsync<(ulong Id, string Slug)>(OrganizationsSql, new { slugs = form.Organizations, id, Viewer = actor },
                transaction)).AsList();
        List<FormError<EventField>> errors =
        [
            .. names.Where(name => !people.Exists(p => name.Is(p.Name)))
                .Select(name => new FormError<EventField>(EventField.People, UnknownPerson, null, name.AsTyped)),
            .. form.Organizations.Except(organizations.Select(o => o.Slug))
                .Select(slug => new FormError<EventField>(EventField.Organizations, UnknownOrganization, null, slug)),
        ];
        if (errors.Count > 0) return (null, errors);
        var before = (await connection.QueryAsync<(ulong Id, bool IsInvited)>(BeforeSql, new { id }, transaction)).AsList();
        var agreed = before.Where(b => !b.IsInvited).Select(b => b.Id).Append(actor).ToHashSet();
        var (organizing, asked) = (people.Where(p => agreed.Contains(p.Id)).Select(p => p.Id).ToList(),
            people.Where(p => !agreed.Contains(p.Id)).Select(p => p.Id).ToList());
        return organizing.Count + organizations.Count == 0
            ? (null, [new FormError<EventField>(EventField.People, NobodyYet)])
            : (new EventOrganizers(organizing, asked, [.. organizations.Select(o => o.Id).Distinct()], [.. before.Where(b => b.IsInvited).Select(b => b.Id)]),
                []);
    }

    /// <summary>Replaces the stored organizers. Notifies and returns the newly invited people, unless moderators hold the event back. Withdraws invitations
    /// without a notification.</summary>
    public async Task<IReadOnlyList<ulong>> WriteAsync(DbTransaction transaction, ulong id, DateTime now, bool isTold = true)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(ForgetSql, new { id }, transaction);
        Task AddAsync(ulong? person, ulong? organization, string standing) =>
            connection.ExecuteAsync(AddSql, new { id, person, organization, standing }, transaction);
        foreach (var person in Organizing) await AddAsync(person, null, "organizer");
        foreach (var person in Asked) await AddAsync(person, null, "invited");
        foreach (var organization in Organizations) await AddAsync(null, organization, "organizer");
        if (AskedBefore.Except(Asked).Except(Organizing).ToList() is { Count: > 0 } withdrawn)
            await connection.ExecuteAsync(ForgetQuestionSql, new { withdrawn, id, kind = EventNotice.Organizer }, transaction);
        if (!isTold) return [];
        foreach (var person in NewlyAsked) await NewNotice.AddOfContentAsync(transaction, person, EventNotice.Organizer, id, now);
        return NewlyAsked;
    }
}
