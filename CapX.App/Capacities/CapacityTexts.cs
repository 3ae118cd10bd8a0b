using CapX.App.I18n;
using CapX.Data.Capacities;

namespace CapX.App.Capacities;

/// <summary>One difference between a capacity before and after a change.</summary>
public sealed record CapacityDifference(string Label, string? Before, string? After, string? Language = null);

/// <summary>Texts for what curators do.</summary>
public static class CapacityTexts
{
    /// <summary>Returns why a change was refused.</summary>
    public static string Said(CapacityActResult acted, Messages m) => acted switch
    {
        CapacityActResult.Blocked => m["people-edit-blocked"],
        // Seen only by users who make up an address, so one general text is enough.
        CapacityActResult.Done or CapacityActResult.SignedOut or CapacityActResult.NotFound or CapacityActResult.TooOften => m["capacities-said-notnow"],
        _ => m[$"capacities-said-{acted.ToString().ToLowerInvariant()}"],
    };

    /// <summary>Returns how many people hold the capacity, in the precision that curators may see.</summary>
    public static string Held(ManagedCapacity capacity, Messages m) =>
        capacity.Held is { } held ? m.Number(held) : m["moderation-transparency-few", ManagedCapacityQuery.SmallestShown];

    /// <summary>Returns what a change made different, without what its title already says.</summary>
    public static IEnumerable<CapacityDifference> Differences(CapacityChange change, CapacityChanges all, Vocabulary vocabulary, Messages m)
    {
        var names = vocabulary.Capacities.Entries.ToDictionary(e => e.Id, e => e.Name(m.Chain));
        string? Name(uint? id) =>
            id is not { } known ? null : known == 0 ? m["capacities-top"] : names.GetValueOrDefault(known) ?? all.Codes.GetValueOrDefault(known);
        string? Other(uint? id) => id is 0 ? null : Name(id);
        var (before, after) = (change.Before, change.After);
        if (after.Code is not null) yield return new(m["capacities-code"], before.Code, after.Code, "zxx");
        if (after.Parent is not null && after.Parent != before.Parent) yield return new(m["capacities-below-what"], Name(before.Parent), Name(after.Parent));
        if (after.Successor is not null && after.Successor != before.Successor)
            yield return new(m[after.State == CapacityState.Merged || before.State == CapacityState.Merged ? "capacities-merge-into"
                : "capacities-retire-successor"], Other(before.Successor), Other(after.Successor));
        foreach (var (language, text) in after.Names ?? [])
        {
            var was = before.Names?.GetValueOrDefault(language);
            var called = vocabulary.Languages.Find(language)?.Name(m.Chain) ?? language;
            var (isNamed, isDescribed) = ((text?.Name ?? "") != (was?.Name ?? ""), (text?.Description ?? "") != (was?.Description ?? ""));
            if (isNamed) yield return new(m["capacities-name-in", called], was?.Name, text?.Name, language);
            if (isDescribed) yield return new(m["capacities-description-in", called], was?.Description, text?.Description, language);
            if (!isNamed && !isDescribed)
                yield return new(m["capacities-name-in", called], was is null ? null : m[$"capacities-state-{was.State}"],
                    text is null ? null : m[$"capacities-state-{text.State}"]);
        }
    }
}
