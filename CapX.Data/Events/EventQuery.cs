using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.People;
using Dapper;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Events;

/// <summary>How a person is registered for an event.</summary>
public enum EventStanding
{
    Registered,

    /// <summary>On the waiting list.</summary>
    Waiting,
}

/// <summary>A registered or waiting person, for organizers.</summary>
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

/// <summary>A text in which a person says what they learned at an event.</summary>
public sealed record EventLearned
{
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public required string Text { get; init; }
    public required string Language { get; init; }

    /// <summary>True when not only organizers may read it.</summary>
    public bool MayQuote { get; init; }

    /// <summary>True when the viewer wrote it.</summary>
    public bool IsMine { get; init; }

    /// <summary>UTC.</summary>
    public DateTime WrittenAt { get; init; }
    public string Name => PersonNames.PlainOf(Username, DisplayName);
}

/// <summary>An event's page for one viewer.</summary>
public sealed record EventShown
{
    public required EventFound Event { get; init; }
    public bool IsOrganizer { get; init; }

    /// <summary>The viewer is invited to organize it and has not answered.</summary>
    public bool IsInvited { get; init; }

    /// <summary>For organizers and registered people. Null for everyone else.</summary>
    public string? JoiningLink { get; init; }

    /// <summary>The viewer's registration, or null.</summary>
    public EventStanding? Mine { get; init; }

    /// <summary>How many people are ahead of the viewer on the waiting list. Null when fewer than five.</summary>
    public int? Ahead { get; init; }

    /// <summary>How many people are registered. Null when it is withheld from the viewer, see <see cref="EventRow.MayTell"/>.</summary>
    public int? Registered { get; init; }

    /// <summary>Registered people, then waiting people, each in order of registration. For organizers only.</summary>
    public IReadOnlyList<EventParticipant> Participants { get; init; } = [];

    /// <summary>The texts that the viewer may read, oldest first.</summary>
    public IReadOnlyList<EventLearned> Learned { get; init; } = [];

    /// <summary>No one else sees the event, because its only organizer's profile is hidden or was never saved.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>Moderators hid it, so only its organizers see it.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>An event that the viewer is registered for or invited to, but can no longer see. The cause is moderation, a block, or that its only organizer is
/// now hidden. Holds just enough to leave it.</summary>
public sealed record EventLost
{
    public ulong Id { get; init; }

    /// <summary>Null after moderation of the event, suspension of the viewer, or a block.</summary>
    public string? Title { get; init; }
    public required string Language { get; init; }

    /// <summary>The viewer's registration, or null.</summary>
    public EventStanding? Mine { get; init; }

    /// <summary>The viewer is invited to organize it and has not answered.</summary>
    public bool IsInvited { get; init; }
}

/// <summary>Reads one event by id.</summary>
public sealed class EventQuery(Database database)
{
    /// <summary>Smaller numbers of people are withheld from viewers who cannot list those people.</summary>
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

    // Organizers see everyone who comes, whatever the visibility of their profiles.
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

    /// <summary>Null when the event does not exist or the viewer may not see it. At most three SQL commands.</summary>
    public Task<EventShown?> RunAsync(ulong id, Viewer viewer, CancellationToken token = default) =>
        database.ReadAsync(connection => ReadAsync(connection, id, viewer), token);

    /// <summary>Returns what a registered or invited person may still know of an event that they can no longer see. Null when there is nothing. One SQL
    /// command.</summary>
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
