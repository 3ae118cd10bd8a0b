using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>Undoes one change of the tree, provided that everything it changed is still as it left it.</summary>
public sealed class UndoCapacityCommand(Curation curation)
{
    private const string Sql = $"""
        SELECT h.capacity_id AS {nameof(Row.CapacityId)}, h.what AS {nameof(Row.What)}, h.before_facts AS {nameof(Row.BeforeFacts)},
               h.after_facts AS {nameof(Row.AfterFacts)}, h.changed_at AS {nameof(Row.At)},
               EXISTS (SELECT 1 FROM capacity_change u WHERE u.undoes_id = h.id) AS {nameof(Row.IsUndone)}
          FROM capacity_change h WHERE h.id = @change
        """;

    private const string HeldSql = """
        SELECT EXISTS (SELECT 1 FROM person_capacity WHERE capacity_id = @id) OR EXISTS (SELECT 1 FROM organization_capacity WHERE capacity_id = @id)
            OR EXISTS (SELECT 1 FROM listing_capacity WHERE capacity_id = @id) OR EXISTS (SELECT 1 FROM event_capacity WHERE capacity_id = @id)
            OR EXISTS (SELECT 1 FROM exchange WHERE capacity_id = @id) OR EXISTS (SELECT 1 FROM capacity WHERE successor_id = @id AND state = 'merged')
        """;

    public Task<CapacityResult> RunAsync(Actor actor, ulong change, CancellationToken token = default) => curation.RunAsync(actor, null, async step =>
    {
        if (await step.Connection.QuerySingleOrDefaultAsync<Row>(Sql, new { change }, step.Transaction) is not { } row)
            return new CapacityResult(CapacityActResult.NotFound);
        var (before, after) = (CapacityFacts.Read(row.BeforeFacts), CapacityFacts.Read(row.AfterFacts));
        if (Refusal(step.Tree, row.CapacityId, row.What, row.IsUndone, row.At, step.Now, before, await step.KnownAsync(row.CapacityId, after), after)
            is { } refusal) return new CapacityResult(refusal);
        if (before.State == CapacityState.Removed && await step.Connection.ExecuteScalarAsync<bool>(HeldSql, new { id = row.CapacityId }, step.Transaction))
            return new CapacityResult(CapacityActResult.StillHeld);
        return row.What == CapacityChange.Merged ? await UnmergeAsync(step, change, row.CapacityId, before, after)
            : await step.ChangeAsync(row.CapacityId, CapacityChange.Undone, before, change);
    }, token);

    /// <summary>Returns why a change cannot be undone, judging by the tree alone. Null when it can.</summary>
    internal static CapacityActResult? Refusal(Taxonomy tree, uint id, string what, bool isUndone, DateTime at, DateTime now, CapacityFacts before,
        CapacityFacts known, CapacityFacts after)
    {
        var row = tree[id];
        if (isUndone || what == CapacityChange.Unmerged) return CapacityActResult.NotNow;
        if (known.ToJson() != after.ToJson() || after.State is null && !row.IsKnown) return CapacityActResult.ChangedSince;
        if (what == CapacityChange.Merged)
        {
            if (at <= now - CapacityMoves.Life) return CapacityActResult.TooLate;
            if (!tree[after.Successor!.Value].IsKnown) return CapacityActResult.ChangedSince;
        }
        if (before.Code is { } code && tree.IsTaken(code, id)) return CapacityActResult.CodeTaken;
        var parent = before.Parent is { } above ? above == 0 ? null : above : row.ParentId;
        if (before.State is CapacityState.Retired or CapacityState.Removed && tree.Children(id).Any()) return CapacityActResult.HasChildren;
        if ((before.Parent is not null || before.State is CapacityState.Open) && parent is { } place && tree[place].State != CapacityState.Open)
            return CapacityActResult.BadPlace;
        if (before.Parent is not null && tree.IsAtOrBelow(parent, id)) return CapacityActResult.Circle;
        return before.Children is { } children && children.Any(child => IsBack(tree, child, after) && tree.IsAtOrBelow(parent, child))
            ? CapacityActResult.Circle : null;
    }

    private static async Task<CapacityResult> UnmergeAsync(CurationStep step, ulong change, uint id, CapacityFacts before, CapacityFacts after)
    {
        var target = after.Successor!.Value;
        await step.WriteAsync(id, new CapacityFacts { State = before.State, Successor = before.Successor });
        foreach (var child in before.Children!.Where(child => IsBack(step.Tree, child, after)).ToList())
            await step.WriteAsync(child, new CapacityFacts { Parent = id });
        await CapacityMoves.BackAsync(step.Transaction, change, id, target);
        step.Touched.UnionWith(step.Tree.SelfAndBelow(id));
        step.Touched.UnionWith(step.Tree.SelfAndBelow(target));
        return await step.NoteAsync(id, CapacityChange.Unmerged, after, before, change);
    }

    /// <summary>True when a child of the merged capacity is still where the merge moved it.</summary>
    private static bool IsBack(Taxonomy tree, uint child, CapacityFacts after) => tree[child].IsKnown && tree[child].ParentId == after.Successor;

    private sealed record Row
    {
        public uint CapacityId { get; init; }
        public required string What { get; init; }
        public required string BeforeFacts { get; init; }
        public required string AfterFacts { get; init; }
        public DateTime At { get; init; }
        public bool IsUndone { get; init; }
    }
}
