using CapX.Data.Permissions;
using CapX.Tests.Moderation;

namespace CapX.Tests.Content;

/// <summary>Content of one kind, for tests that walk over all kinds. The tests of each feature declare their own. Needs no registration.</summary>
internal abstract class ContentSample
{
    protected const string MergeSql = """
        INSERT INTO capacity_change (id, capacity_id, what, before_facts, after_facts, changed_at) SELECT 1, id, 'merged', '{}', '{}', '2026-03-01'
         FROM capacity WHERE code = 'openrefine';
        """;

    private static readonly Dictionary<string, ContentSample> All = typeof(ContentSample).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ContentSample))).Select(type => (ContentSample)Activator.CreateInstance(type)!)
        .ToDictionary(sample => sample.Kind, StringComparer.Ordinal);

    protected abstract string Kind { get; }

    /// <summary>Throws for a kind without a sample.</summary>
    public static ContentSample Of(string kind) => All[kind];

    /// <summary>Who answers for it.</summary>
    public virtual Actor Author(ModerationRig rig) => rig.Accused;

    /// <summary>Who reports it.</summary>
    public virtual Actor Reporter(ModerationRig rig) => rig.Reporter;

    /// <summary>Creates it with the mark in each of its texts and in every copy of them. Returns the key for a report.</summary>
    public abstract Task<object> MakeAsync(ModerationRig rig, string mark);

    /// <summary>True when the viewer finds it. Checks that all ways to it agree.</summary>
    public abstract Task<bool> IsSeenAsync(ModerationRig rig, ulong viewer);

    /// <summary>Reports it. Returns the case.</summary>
    public Task<ulong> CaseAsync(ModerationRig rig, object key) => rig.CaseAsync(Kind, key, by: Reporter(rig));

    protected static Task<int> DraftAsync(ModerationRig rig, string form, string mark) => rig.Data.ExecuteAsync(
        "INSERT INTO draft (person_id, form, body, saved_at) VALUES (@me, @form, @body, '2026-03-01')",
        new { me = rig.Accused.PersonId, form, body = $"{mark} draft" });
}
