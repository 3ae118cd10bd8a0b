using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.People;
using Dapper;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Events;

/// <summary>How somebody is registered for an event.</summary>
public enum EventStanding
{
    Registered,

    /// <summary>On the waiting list.</summary>
    Waiting,
}

/// <summary>Somebody who is registered or waits, for organizers.</summary>
public sealed record EventParticipant
{
    public ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public EventStanding State { get; init; }

    /// <summary>UTC.</summary>
    public DateTime RegisteredAt { get; init; }
    public string Name => PersonNames.PlainOf(Username, DisplayName);
}

/// <summary>What somebody learned at an event.</summary>
public sealed record EventLearned
{
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public required string Text { get; init; }
    public required string Language { get; init; }

    /// <summary>Whether others than organizers may read it.</summary>
    public bool MayQuote { get; init; }

    /// <summary>Whether the viewer wrote it.</summary>
    public bool IsMine { get; init; }

    /// <summary>UTC.</summary>
    public DateTime WrittenAt { get; init; }
    public string Name => PersonNames.PlainOf(Username, DisplayName);
}

/// <summary>An event's page as one viewer sees it.</summary>
public sealed record EventShown
{
    public required EventFound Event { get; init; }
    public bool IsOrganizer { get; init; }

    /// <summary>The viewer is asked to organize it, and has not answered.</summary>
    public bool IsInvited { get; init; }

    /// <summary>For organizers and for who is registered; null for everybody else.</summary>
    public string? JoiningLink { get; init; }

    /// <summary>How the viewer is registered; null where not.</summary>
    public EventStanding? Mine { get; init; }

    /// <summary>How many wait before the viewer, who waits; null where these are fewer than five.</summary>
    public int? Ahead { get; init; }

    /// <summary>How many are registered; to others than organizers only where five are left besides those whom they know.</summary>
    public int? Registered { get; init; }

    /// <summary>Those registered, then those waiting, each in the order in which they came; for organizers only.</summary>
    public IReadOnlyList<EventParticipant> Participants { get; init; } = [];

    /// <summary>What the viewer may read, in the order in which it was written.</summary>
    public IReadOnlyList<EventLearned> Learned { get; init; } = [];

    /// <summary>Nobody else sees it, since its only organizer is seen by nobody.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>Moderators hid it; only its organizers see it.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>An event that somebody has to do with and does not see any more, after a block, since its only organizer hides or by the moderators: enough to
/// go.</summary>
public sealed record EventLost
{
    public ulong Id { get; init; }

    /// <summary>Null where moderators hold it back, or suspended the viewer, or a block came in between.</summary>
    public string? Title { get; init; }
    public required string Language { get; init; }

    /// <summary>How the viewer is registered; null where not.</summary>
    public EventStanding? Mine { get; init; }

    /// <summary>The viewer is asked to organize it, and has not answered.</summary>
    public bool IsInvited { get; init; }
}

/// <summary>One event by its number.</summary>
public sealed class EventQuery(Database database)
{
    /// <summary>Smaller numbers of people whom the viewer cannot list are not shown.</summary>
    public const int SmallestShown = 5;

    private static readonly ViewerSql Sql = new($"""
        SELECT {EventRow.ColumnsSql}{Members}, {EventVisibility.IsInvitedSql} AS {nameof(Row.IsInvited)},
               CASE WHEN {EventVisibility.OrganizesSql}
                 OR (NOT {EventVisibility.IsPartedSql}
                 AND EXISTS (SELECT 1 FROM event_registration r WHERE r.event_id = e.id AND r.person_id = @Viewer AND r.state = 'registered'))
                    THEN e.joining_link END AS {nameof(Row.JoiningLink)},
               (SELECT r.state FROM event_registration r WHERE r.event_id = e.id AND r.person_id = @Viewer) AS {nameof(Row.Mine)},
               (SELECT COUNT(*) FROM event_registration m JOIN event_registration r ON r.event_id = m.event_id AND r.state = 'waiting'
                 AND (r.registered_at < m.registered_at OR (r.registered_at = m.registered_at AND r.id < m.id))
                 WHERE m.event_id = e.id AND m.person_id = @Viewer AND m.state = 'waiting') AS {nameof(Row.Ahead)},
               e.moderated IS NOT NULL AS {nameof(Row.IsHidden)},
               ({EventVisibility.IsOfOneSql} AND EXISTS (SELECT 1 FROM event_organizer a JOIN person p ON p.id = a.person_id WHERE a.event_id = e.id
                 AND a.standing = 'organizer' AND (p.visibility = 'hidden' OR p.updated_at IS NULL))) AS {nameof(Row.IsUnseen)}{End}
          FROM event e
         WHERE e.id = @id AND {EventVisibility.SeenSql}
        """);

    private const string LostSql = $"""
        SELECT e.id AS {nameof(EventLost.Id)}, IF({EventVisibility.IsTitleToldSql} AND me.standing <> 'suspended', e.title, NULL) AS {nameof(EventLost.Title)},
               e.language AS {nameof(EventLost.Language)}, r.state AS {nameof(EventLost.Mine)}, {EventVisibility.IsInvitedSql} AS {nameof(EventLost.IsInvited)}
          FROM event e JOIN person me ON me.id = @Viewer LEFT JOIN event_registration r ON r.event_id = e.id AND r.person_id = @Viewer
         WHERE e.id = @id AND (r.id IS NOT NULL OR {EventVisibility.IsInvitedSql})
        """;

    // Organizers know who comes, whatever the visibility of their profiles.
    private const string ParticipantsSql = $"""
        SELECT p.id AS {nameof(EventParticipant.Id)}, p.username AS {nameof(EventParticipant.Username)},
               p.display_name AS {nameof(EventParticipant.DisplayName)},
               r.state AS {nameof(EventParticipant.State)}, r.registered_at AS {nameof(EventParticipant.RegisteredAt)}
          FROM event_registration r JOIN person p ON p.id = r.person_id
         WHERE r.event_id = @id
         ORDER BY r.state, r.registered_at, r.id
         LIMIT 2000
        """;

    private static readonly ViewerSql LearnedSql = new($"""
        SELECT p.username AS {nameof(EventLearned.Username)}, p.display_name AS {nameof(EventLearned.DisplayName)}, l.text AS {nameof(EventLearned.Text)},
               l.language AS {nameof(EventLearned.Language)},
               l.may_quote AS {nameof(EventLearned.MayQuote)}{Members}, l.person_id <=> @Viewer AS {nameof(EventLearned.IsMine)}{End},
                 l.written_at AS {nameof(EventLearned.WrittenAt)}
          FROM event_learned l JOIN person p ON p.id = l.person_id
         WHERE l.event_id = @id AND ({Members}@isOrganizer OR l.person_id = @Viewer OR {End}(l.may_quote AND {PersonVisibility.ListedSql}))
         ORDER BY l.written_at, l.id
         LIMIT 500
        """);

    /// <summary>Null where there is none, or the viewer may not know. At most three commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<EventShown?> RunAsync(ulong id, Viewer viewer, CancellationToken token = default) =>
        database.ReadAsync(connection => ReadAsync(connection, id, viewer), token);

    /// <summary>What is left of an event to somebody who is registered for it, or asked to organize it, and does not see it any more; null where there is
    /// nothing. One command. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<EventLost?> LostAsync(ulong id, ulong personId, CancellationToken token = default) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<EventLost>(LostSql, new { id, Viewer = personId }), token);

    private static async Task<EventShown?> ReadAsync(DbConnection connection, ulong id, Viewer viewer)
    {
        if (await connection.QuerySingleOrDefaultAsync<Row>(Sql.For(viewer), new { id, Viewer = viewer.PersonId }) is not { } row) return null;
        return new EventShown
        {
            Event = row.Found(),
            IsOrganizer = row.IsOrganizer,
            IsInvited = row.IsInvited,
            JoiningLink = row.JoiningLink,
            Mine = row.Mine is null ? null : Enum.Parse<EventStanding>(row.Mine, ignoreCase: true),
            Ahead = row.Ahead >= SmallestShown ? (int)row.Ahead : null,
            Registered = row.MayTell(row.Taken) ? (int)row.Taken : null,
            Participants = row.IsOrganizer ? (await connection.QueryAsync<EventParticipant>(ParticipantsSql, new { id })).AsList() : [],
            Learned = (await connection.QueryAsync<EventLearned>(LearnedSql.For(viewer),
                new { id, Viewer = viewer.PersonId, isOrganizer = row.IsOrganizer })).AsList(),
            IsUnseen = row.IsUnseen,
            IsHidden = row.IsHidden,
        };
    }

    private sealed record Row : EventRow
    {
        public bool IsInvited { get; init; }
        public string? Mine { get; init; }
        public long Ahead { get; init; }
        public bool IsUnseen { get; init; }
        public bool IsHidden { get; init; }
    }
}
