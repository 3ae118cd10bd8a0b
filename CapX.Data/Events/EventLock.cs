using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Locks an event's row until the transaction ends, and reads the actor's relation to the event. Every command that changes an event or its
/// registrations starts here.</summary>
internal sealed record EventLock
{
    private const string Sql = "SELECT id FROM event WHERE id = @id FOR UPDATE";

    private const string StandingSql = $"""
        SELECT e.id AS {nameof(Id)}, e.title AS {nameof(Title)}, e.state = 'cancelled' AS {nameof(IsCancelled)},
               e.moderated IS NOT NULL AS {nameof(IsHeldBack)}, e.registration AS {nameof(Registration)}, e.seats AS {nameof(Seats)},
               e.starts_at AS {nameof(StartsAt)}, e.ends_at AS {nameof(EndsAt)}, {EventVisibility.OrganizesSql} AS {nameof(IsOrganizer)},
               {EventVisibility.SeenSql} AS {nameof(IsSeen)}, {EventVisibility.IsInvitedSql} AS {nameof(IsInvited)},
                 {EventVisibility.IsPartedSql} AS {nameof(IsParted)},
               (SELECT r.state FROM event_registration r WHERE r.event_id = e.id AND r.person_id = @Viewer) AS {nameof(Mine)}
          FROM event e WHERE e.id = @id
        """;

    public ulong Id { get; init; }
    public required string Title { get; init; }
    public bool IsCancelled { get; init; }

    /// <summary>Moderators hid or removed it.</summary>
    public bool IsHeldBack { get; init; }
    public required string Registration { get; init; }
    public long? Seats { get; init; }
    public DateTime StartsAt { get; init; }
    public DateTime EndsAt { get; init; }
    public bool IsOrganizer { get; init; }

    /// <summary>The actor is invited to organize it and has not answered.</summary>
    public bool IsInvited { get; init; }

    /// <summary>True when the actor may see its page.</summary>
    public bool IsSeen { get; init; }

    /// <summary>There is a block between the actor and the only organizer.</summary>
    public bool IsParted { get; init; }

    /// <summary>"registered", "waiting" or null.</summary>
    public string? Mine { get; init; }

    public bool IsOver => EndsAt <= Now;

    private DateTime Now { get; init; }

    private Relation Relation =>
        (IsOrganizer ? Relation.Owner : IsSeen ? Relation.Reader : Relation.None) | (IsInvited ? Relation.Invited : Relation.None) | (Mine is null
            ? Relation.None : Relation.Registered);

    // Organizers may keep working on a hidden event. For everyone else, hidden overrides any other state.
    private ThingState State => IsHeldBack && !IsOrganizer ? ThingState.HeldBack : IsCancelled ? ThingState.Closed : IsOver ? ThingState.Over : ThingState.Open;

    /// <summary>Returns whether the actor may perform an act on this event.</summary>
    public Verdict Judge(Act act, Actor actor) => Permit.Judge(act, Relation, State, actor.PersonId);

    /// <summary>Null when the event does not exist.</summary>
    public static async Task<EventLock?> TakeAsync(DbTransaction transaction, ulong id, ulong personId, DateTime now)
    {
        var connection = transaction.Connection!;
        // Locks first and reads second: subqueries of the locking statement would use a snapshot from before the lock was granted.
        return await connection.QuerySingleOrDefaultAsync<ulong?>(Sql, new { id }, transaction) is null ? null
            : await connection.QuerySingleAsync<EventLock>(StandingSql, new { id, Viewer = personId }, transaction) with { Now = now };
    }
}
