using CapX.Data.Content;

namespace CapX.Data.Events;

/// <summary>Data stored about a person at events: those they organize, those they registered for, and what they learned there.</summary>
public sealed record ExportedEvents
{
    private const string OrganizedSql = $"""
        SELECT {EventRow.StoredColumnsSql} FROM event e
         WHERE e.id IN (SELECT a.event_id FROM event_organizer a WHERE a.person_id = @personId AND a.standing = 'organizer') ORDER BY e.id
        """;

    // The same rule as everywhere else the person sees the title.
    private const string TitleToldSql = $"({EventVisibility.SeenSql} OR {EventVisibility.IsTitleToldSql})";

    private const string OrganizerSql = $"""
        SELECT a.id AS {nameof(OrganizerRow.Id)}, a.event_id AS {nameof(OrganizerRow.EventId)},
               IF(a.standing = 'organizer' OR {TitleToldSql}, e.title, NULL) AS {nameof(OrganizerRow.Event)}, a.standing AS {nameof(OrganizerRow.Standing)}
          FROM event_organizer a JOIN event e ON e.id = a.event_id WHERE a.person_id = @Viewer ORDER BY a.id
        """;

    private const string RegistrationSql = $"""
        SELECT r.id AS {nameof(RegistrationRow.Id)}, r.event_id AS {nameof(RegistrationRow.EventId)},
               IF({TitleToldSql}, e.title, NULL) AS {nameof(RegistrationRow.Event)}, e.starts_at AS {nameof(RegistrationRow.StartsAt)},
               r.state AS {nameof(RegistrationRow.State)},
               r.registered_at AS {nameof(RegistrationRow.RegisteredAt)}, r.reminded_at AS {nameof(RegistrationRow.RemindedAt)}
          FROM event_registration r JOIN event e ON e.id = r.event_id WHERE r.person_id = @Viewer ORDER BY r.id
        """;

    private const string LearnedSql = $"""
        SELECT id AS {nameof(LearnedRow.Id)}, event_id AS {nameof(LearnedRow.EventId)}, event_title AS {nameof(LearnedRow.Event)},
               text AS {nameof(LearnedRow.Text)}, language AS {nameof(LearnedRow.Language)},
               may_quote AS {nameof(LearnedRow.MayQuote)}, written_at AS {nameof(LearnedRow.WrittenAt)}
          FROM event_learned WHERE person_id = @personId ORDER BY id
        """;

    /// <summary>The events the person organizes, in the form that organizers edit.</summary>
    public required ExportedRows<OrganizedRow> Organized { get; init; }
    public required ExportedRows<OrganizerRow> Organizer { get; init; }
    public required ExportedRows<RegistrationRow> Registrations { get; init; }
    public required ExportedRows<LearnedRow> Learned { get; init; }

    internal static async Task<ExportedEvents> ReadAsync(ExportReader reader) => new()
    {
        // Leaves out co-organizers and invited people, because that is also data about them.
        Organized = await reader.RowsAsync<EventRow, OrganizedRow>(OrganizedSql,
            row => [new OrganizedRow(row.Id, row.Found().ToForm(row.JoiningLink) with { People = [] }, row.State, row.CreatedAt, row.UpdatedAt)]),
        Organizer = await reader.RowsAsync<OrganizerRow>(OrganizerSql),
        Registrations = await reader.RowsAsync<RegistrationRow>(RegistrationSql),
        Learned = await reader.RowsAsync<LearnedRow>(LearnedSql),
    };

    /// <summary>An event. The state is "planned" or "cancelled".</summary>
    public sealed record OrganizedRow(ulong Id, EventForm Event, string State, DateTime CreatedAt, DateTime UpdatedAt);

    /// <summary>The person organizes the event or is invited to.</summary>
    public sealed record OrganizerRow
    {
        public ulong Id { get; init; }
        public ulong EventId { get; init; }

        /// <summary>The title. Null when moderators hide the event or a block hides it from the person.</summary>
        public string? Event { get; init; }

        /// <summary>"organizer" or "invited".</summary>
        public required string Standing { get; init; }
    }

    public sealed record RegistrationRow
    {
        public ulong Id { get; init; }
        public ulong EventId { get; init; }

        /// <summary>The title. Null when moderators hide the event or a block hides it from the person.</summary>
        public string? Event { get; init; }
        public DateTime StartsAt { get; init; }

        /// <summary>"registered" or "waiting".</summary>
        public required string State { get; init; }
        public DateTime RegisteredAt { get; init; }
        public DateTime? RemindedAt { get; init; }
    }

    public sealed record LearnedRow
    {
        public ulong Id { get; init; }

        /// <summary>Null when the event was deleted.</summary>
        public ulong? EventId { get; init; }

        /// <summary>The title of the event.</summary>
        public string? Event { get; init; }
        public required string Text { get; init; }
        public required string Language { get; init; }
        public bool MayQuote { get; init; }
        public DateTime WrittenAt { get; init; }
    }
}

/// <summary>The part of the export with what a person has at events.</summary>
internal sealed class EventsExport : ExportPart
{
    public override string Key => "events";

    internal override async Task<object> ReadAsync(ExportReader reader) => await ExportedEvents.ReadAsync(reader);
}
