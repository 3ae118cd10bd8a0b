using CapX.Data.Permissions;


namespace CapX.Data.Capacities;

/// <summary>Merges a capacity into another: its holders and children move there, and its code resolves to the target.</summary>
public sealed class MergeCapacityCommand(Curation curation)
{
    public Task<CapacityResult> RunAsync(Actor actor, string code, uint version, string into, SuggestionAnswer? answer = null,
        CancellationToken token = default) => curation.RunAsync(actor, answer, async step =>
    {
        if (step.Tree.Find(code) is not { } source) return new CapacityResult(CapacityActResult.NotFound);
        if (source.Version != version) return new CapacityResult(CapacityActResult.Stale, source.Code);
        if (step.Tree.FindOpen(into) is not { } target || target.Id == source.Id) return new CapacityResult(CapacityActResult.BadPlace, source.Code);
        if (step.Tree.IsAtOrBelow(target.Id, source.Id)) return new CapacityResult(CapacityActResult.Circle, source.Code);

        var children = step.Tree.Children(source.Id).Select(c => c.Id).Order().ToList();
        var after = new CapacityFacts { State = CapacityState.Merged, Successor = target.Id, Children = [] };
        var before = await step.KnownAsync(source.Id, after) with { Children = children };
        foreach (var child in children) await step.WriteAsync(child, new CapacityFacts { Parent = target.Id });
        await step.WriteAsync(source.Id, new CapacityFacts { State = after.State, Successor = after.Successor });
        var done = await step.NoteAsync(source.Id, CapacityChange.Merged, before, after);
        await CapacityMoves.ThereAsync(step.Transaction, done.ChangeId!.Value, source.Id, target.Id);
        step.Touched.UnionWith(step.Tree.SelfAndBelow(target.Id));
        return done with { Code = target.Code };
    }, token);
}
