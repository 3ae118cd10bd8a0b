using CapX.Data.Content;

namespace CapX.Data.Capacities;

/// <summary>A person's suggestions for the capacity tree, their changes as a curator, and what they held before merges.</summary>
public sealed record ExportedCapacities
{
    private const string SuggestionSql = $"""
        SELECT g.id AS {nameof(SuggestionRow.Id)}, g.kind AS {nameof(SuggestionRow.Kind)}, g.capacity_id AS {nameof(SuggestionRow.CapacityId)},
               c.code AS {nameof(SuggestionRow.Capacity)},
               g.other_id AS {nameof(SuggestionRow.OtherId)}, o.code AS {nameof(SuggestionRow.Other)}, g.language AS {nameof(SuggestionRow.Language)},
                 g.name AS {nameof(SuggestionRow.Name)},
               g.description AS {nameof(SuggestionRow.Description)}, g.reason AS {nameof(SuggestionRow.Reason)}, g.state AS {nameof(SuggestionRow.State)},
                 g.moderated AS {nameof(SuggestionRow.Moderated)}, g.made_at AS {nameof(SuggestionRow.MadeAt)},
               g.answered_at AS {nameof(SuggestionRow.AnsweredAt)}, g.word AS {nameof(SuggestionRow.Word)}, g.change_id AS {nameof(SuggestionRow.ChangeId)}
          FROM capacity_suggestion g LEFT JOIN capacity c ON c.id = g.capacity_id LEFT JOIN capacity o ON o.id = g.other_id
         WHERE g.person_id = @personId ORDER BY g.id
        """;

    private const string AnswerSql = $"""
        SELECT g.id AS {nameof(AnswerRow.Id)}, g.state AS {nameof(AnswerRow.State)}, g.word AS {nameof(AnswerRow.Word)},
               g.answered_at AS {nameof(AnswerRow.AnsweredAt)}
          FROM capacity_suggestion g WHERE g.answered_by = @personId ORDER BY g.id
        """;

    private const string ChangeSql = $"""
        SELECT h.id AS {nameof(ChangeRow.Id)}, h.capacity_id AS {nameof(ChangeRow.CapacityId)}, c.code AS {nameof(ChangeRow.Capacity)},
               h.what AS {nameof(ChangeRow.What)},
               h.before_facts AS {nameof(ChangeRow.BeforeFacts)}, h.after_facts AS {nameof(ChangeRow.AfterFacts)}, h.undoes_id AS {nameof(ChangeRow.UndoesId)},
                 h.changed_at AS {nameof(ChangeRow.ChangedAt)}
          FROM capacity_change h JOIN capacity c ON c.id = h.capacity_id WHERE h.author_id = @personId ORDER BY h.id
        """;

    private const string HeldSql = $"""
        SELECT m.id AS {nameof(HeldRow.Id)}, m.change_id AS {nameof(HeldRow.ChangeId)}, c.code AS {nameof(HeldRow.Capacity)}, m.role AS {nameof(HeldRow.Role)},
               m.methods AS {nameof(HeldRow.Methods)}, m.note AS {nameof(HeldRow.Note)},
               m.had_target AS {nameof(HeldRow.HadTarget)}, m.target_methods AS {nameof(HeldRow.TargetMethods)}, m.target_note AS {nameof(HeldRow.TargetNote)}
          FROM capacity_moved m JOIN capacity_change h ON h.id = m.change_id JOIN capacity c ON c.id = h.capacity_id
         WHERE m.content_id = (SELECT p.content_id FROM person p WHERE p.id = @personId) ORDER BY m.id
        """;

    public required ExportedRows<SuggestionRow> Suggestions { get; init; }

    /// <summary>The person's answers to other people's suggestions.</summary>
    public required ExportedRows<AnswerRow> Answers { get; init; }
    public required ExportedRows<ChangeRow> Changes { get; init; }

    /// <summary>The profile's former entries for merged capacities, kept for a time so that a merge can be undone.</summary>
    public required ExportedRows<HeldRow> HeldBeforeMerges { get; init; }

    internal static async Task<ExportedCapacities> ReadAsync(ExportReader reader) => new()
    {
        Suggestions = await reader.RowsAsync<SuggestionRow>(SuggestionSql),
        Answers = await reader.RowsAsync<AnswerRow>(AnswerSql),
        Changes = await reader.RowsAsync<ChangeRow>(ChangeSql),
        HeldBeforeMerges = await reader.RowsAsync<HeldRow>(HeldSql),
    };

    public sealed record SuggestionRow
    {
        public ulong Id { get; init; }
        public required string Kind { get; init; }
        public uint? CapacityId { get; init; }
        public string? Capacity { get; init; }
        public uint? OtherId { get; init; }
        public string? Other { get; init; }
        public required string Language { get; init; }
        public required string Name { get; init; }
        public required string Description { get; init; }
        public required string Reason { get; init; }
        public required string State { get; init; }

        /// <summary>"hidden" or "removed" when moderators hid or removed it. Otherwise null.</summary>
        public string? Moderated { get; init; }
        public DateTime MadeAt { get; init; }
        public DateTime? AnsweredAt { get; init; }

        /// <summary>The curator's comment.</summary>
        public required string Word { get; init; }

        /// <summary>The resulting entry in the tree's history.</summary>
        public ulong? ChangeId { get; init; }
    }

    public sealed record AnswerRow
    {
        public ulong Id { get; init; }
        public required string State { get; init; }
        public required string Word { get; init; }
        public DateTime? AnsweredAt { get; init; }
    }

    public sealed record ChangeRow
    {
        public ulong Id { get; init; }
        public uint CapacityId { get; init; }
        public required string Capacity { get; init; }
        public required string What { get; init; }

        /// <summary>The capacity before the change, as JSON.</summary>
        public required string BeforeFacts { get; init; }

        /// <summary>The capacity after the change, as JSON.</summary>
        public required string AfterFacts { get; init; }
        public ulong? UndoesId { get; init; }
        public DateTime ChangedAt { get; init; }
    }

    public sealed record HeldRow
    {
        public ulong Id { get; init; }
        public ulong ChangeId { get; init; }

        /// <summary>The merged capacity.</summary>
        public required string Capacity { get; init; }
        public required string Role { get; init; }

        /// <summary>A bit mask in the order of the methods.</summary>
        public int Methods { get; init; }
        public string? Note { get; init; }

        /// <summary>True when the profile also held the target of the merge. The next two properties describe that entry.</summary>
        public bool HadTarget { get; init; }
        public int TargetMethods { get; init; }
        public string? TargetNote { get; init; }
    }
}

/// <summary>The part of the export with what a person has at capacities.</summary>
internal sealed class CapacitiesExport : ExportPart
{
    public override string Key => "capacities";

    internal override async Task<object> ReadAsync(ExportReader reader) => await ExportedCapacities.ReadAsync(reader);
}
