using System.Text;
using System.Text.RegularExpressions;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>The name and description that a curator typed for one language. Both empty: remove the name in this language.</summary>
public sealed record CapacityTyped(string Name, string Description, bool IsReviewed = true);

/// <summary>A capacity to add. An English name is required. Without a code, one is made from the English name.</summary>
public sealed record NewCapacity
{
    public string Code { get; init; } = "";

    /// <summary>The code of the parent. Empty for a root.</summary>
    public string Parent { get; init; } = "";

    /// <summary>By language.</summary>
    public IReadOnlyDictionary<string, CapacityTyped> Texts { get; init; } = new Dictionary<string, CapacityTyped>();
}

/// <summary>Adds, names, recodes, moves, retires and restores single capacities, for curators. Each change can be undone by <see
/// cref="UndoCapacityCommand"/>.</summary>
public sealed partial class ChangeCapacityCommand(Curation curation, Vocabulary vocabulary)
{
    // In code points.
    public const int LongestCode = 60;
    public const int LongestName = 200;
    public const int LongestDescription = 1000;

    private const string English = "en";

    // Paths of pages, which a code would hide.
    private static readonly string[] Reserved = ["manage", "suggest", "suggestions", "options", "add", "history", "undo"];

    private const string SameFormSql = "SELECT code FROM capacity WHERE form_key = @key";

    private const string InsertSql = """
        INSERT INTO capacity (code, parent_id, curated, state, form_key) VALUES (@code, @parent, TRUE, 'removed', @key);
        SELECT LAST_INSERT_ID();
        """;

    /// <summary>Adds a capacity. Idempotent by form key: a repeated request returns the first capacity.</summary>
    public Task<CapacityResult> AddAsync(Actor actor, NewCapacity wanted, Guid formKey, SuggestionAnswer? answer = null, CancellationToken token = default) =>
        curation.RunAsync(actor, answer, async step =>
    {
        var key = FormKey.Of(actor.PersonId, formKey).ToByteArray();
        if (await step.Connection.QuerySingleOrDefaultAsync<string>(SameFormSql, new { key }, step.Transaction) is { } made)
            return new CapacityResult(CapacityActResult.Done, made);
        if (Texts(wanted.Texts.Where(t => t.Value is not { Name: "", Description: "" }), out var bad) is not { } texts)
            return new CapacityResult(CapacityActResult.BadText) { Language = bad };
        if (!texts.ContainsKey(English)) return new CapacityResult(CapacityActResult.BadText) { Language = English };
        var code = Unseen.Drop(wanted.Code).Trim().ToLowerInvariant() is { Length: > 0 } given ? given : CodeOf(texts[English]!.Name);
        if (!IsCode(code)) return new CapacityResult(CapacityActResult.BadCode);
        if (step.Tree.IsTaken(code)) return new CapacityResult(CapacityActResult.CodeTaken, code);
        var parent = wanted.Parent.Length == 0 ? null : step.Tree.FindOpen(wanted.Parent);
        if (wanted.Parent.Length > 0 && parent is null) return new CapacityResult(CapacityActResult.BadPlace);

        var id = await step.Connection.ExecuteScalarAsync<uint>(InsertSql, new { code, parent = parent?.Id, key }, step.Transaction);
        step.Tree.Put(new TaxonomyRow { Id = id, Code = code, ParentId = parent?.Id, StateCode = "removed", Version = 1 });
        return await step.ChangeAsync(id, CapacityChange.Added, new CapacityFacts { State = CapacityState.Open, Parent = parent?.Id ?? 0, Names = texts });
    }, token);

    /// <summary>Sets names, descriptions and translations. Any text that differs from the stored one counts as reviewed, and so does an unchanged draft that is
    /// marked as reviewed.</summary>
    public Task<CapacityResult> NameAsync(Actor actor, string code, uint version, IReadOnlyDictionary<string, CapacityTyped> typed,
        SuggestionAnswer? answer = null, CancellationToken token = default) =>
        ChangeAsync(actor, code, version, answer, async (step, row) =>
        {
            if (Texts(typed, out var bad) is not { } texts) return new CapacityResult(CapacityActResult.BadText) { Language = bad };
            var known = (await step.KnownAsync(row.Id, new CapacityFacts { Names = texts })).Names!;
            foreach (var (language, text) in texts.ToList())
            {
                var before = known[language];
                var isSame = (before?.Name ?? "") == text!.Name && (before?.Description ?? "") == text.Description;
                if (isSame && (before is null || before.State != CapacityText.Drafted || !typed[language].IsReviewed)) texts.Remove(language);
            }
            return texts.Count == 0 ? new CapacityResult(CapacityActResult.Unchanged, row.Code)
                : await step.ChangeAsync(row.Id, CapacityChange.Named, new CapacityFacts { Names = texts });
        }, token);

    /// <summary>Changes the code. The old one becomes an alias.</summary>
    public Task<CapacityResult> RecodeAsync(Actor actor, string code, uint version, string wanted, SuggestionAnswer? answer = null,
        CancellationToken token = default) => ChangeAsync(actor, code, version, answer, async (step, row) =>
    {
        var plain = Unseen.Drop(wanted).Trim().ToLowerInvariant();
        if (!IsCode(plain)) return new CapacityResult(CapacityActResult.BadCode);
        return step.Tree.IsTaken(plain, row.Id) ? new CapacityResult(CapacityActResult.CodeTaken, plain)
            : await step.ChangeAsync(row.Id, CapacityChange.Recoded, new CapacityFacts { Code = plain });
    }, token);

    /// <summary>Moves a capacity and everything below it under another one, or to the roots when none is named.</summary>
    public Task<CapacityResult> MoveAsync(Actor actor, string code, uint version, string parent, SuggestionAnswer? answer = null,
        CancellationToken token = default) => ChangeAsync(actor, code, version, answer, async (step, row) =>
    {
        var above = parent.Length == 0 ? null : step.Tree.FindOpen(parent);
        if (parent.Length > 0 && above is null) return new CapacityResult(CapacityActResult.BadPlace);
        return above is not null && step.Tree.IsAtOrBelow(above.Id, row.Id)
            ? new CapacityResult(CapacityActResult.Circle)
            : await step.ChangeAsync(row.Id, CapacityChange.Moved, new CapacityFacts { Parent = above?.Id ?? 0 });
    }, token);

    /// <summary>Removes a capacity from the tree. Its holders keep it, and see the successor if one is named.</summary>
    public Task<CapacityResult> RetireAsync(Actor actor, string code, uint version, string successor, SuggestionAnswer? answer = null,
        CancellationToken token = default) => ChangeAsync(actor, code, version, answer, async (step, row) =>
    {
        if (row.State != CapacityState.Open) return new CapacityResult(CapacityActResult.NotNow, row.Code);
        if (step.Tree.Children(row.Id).Any()) return new CapacityResult(CapacityActResult.HasChildren, row.Code);
        var instead = successor.Length == 0 ? null : step.Tree.FindOpen(successor);
        return successor.Length > 0 && (instead is null || instead.Id == row.Id)
            ? new CapacityResult(CapacityActResult.BadPlace)
            : await step.ChangeAsync(row.Id, CapacityChange.Retired, new CapacityFacts { State = CapacityState.Retired, Successor = instead?.Id ?? 0 });
    }, token);

    /// <summary>Returns a retired capacity to its old place.</summary>
    public Task<CapacityResult> RestoreAsync(Actor actor, string code, uint version, CancellationToken token = default) =>
        ChangeAsync(actor, code, version, null, async (step, row) =>
    {
        if (row.State != CapacityState.Retired) return new CapacityResult(CapacityActResult.NotNow, row.Code);
        return row.ParentId is { } parent && step.Tree[parent].State != CapacityState.Open
            ? new CapacityResult(CapacityActResult.BadPlace)
            : await step.ChangeAsync(row.Id, CapacityChange.Restored, new CapacityFacts { State = CapacityState.Open, Successor = 0 });
    }, token);

    private Task<CapacityResult> ChangeAsync(Actor actor, string code, uint version, SuggestionAnswer? answer,
        Func<CurationStep, TaxonomyRow, Task<CapacityResult>> act, CancellationToken token) =>
        curation.RunAsync(actor, answer, async step =>
            step.Tree.Find(code) is not { } row ? new CapacityResult(CapacityActResult.NotFound)
            : row.Version != version ? new CapacityResult(CapacityActResult.Stale, row.Code)
            : await act(step, row), token);

    /// <summary>Returns the texts as they will be stored, or null and the language of an invalid one.</summary>
    private SortedDictionary<string, CapacityText?>? Texts(IEnumerable<KeyValuePair<string, CapacityTyped>> typed, out string? bad)
    {
        var texts = new SortedDictionary<string, CapacityText?>(StringComparer.Ordinal);
        foreach (var (given, text) in typed)
        {
            bad = given;
            if (vocabulary.Languages.Find(given)?.Code is not { } language) return null;
            if (WrittenText.CheckName(text.Name, LongestName).Fit is not { } name
                || WrittenText.Lines(text.Description, LongestDescription) is not { } description) return null;
            if (name.Length == 0 && (description.Length > 0 || language == English)) return null;
            texts[language] = new CapacityText(name, description, CapacityText.Reviewed);
        }
        bad = null;
        return texts;
    }

    internal static bool IsCode(string code) => code.Length <= LongestCode && Code.IsMatch(code) && !Reserved.Contains(code);

    /// <summary>Returns the ASCII letters and digits of a name, with hyphens between words. Empty when there are none.</summary>
    private static string CodeOf(string name)
    {
        var code = new StringBuilder();
        foreach (var word in Text.Words(name).Select(w => string.Concat(w.Where(char.IsAsciiLetterOrDigit))).Where(w => w.Length > 0))
        {
            if (code.Length + word.Length + 1 > LongestCode) break;
            if (code.Length > 0) code.Append('-');
            code.Append(word);
        }
        return code.ToString();
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code { get; }
}
