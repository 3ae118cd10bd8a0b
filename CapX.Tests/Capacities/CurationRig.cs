using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>A curator who edits the capacity tree of the test database. Every test starts with the tree of sql/data and restores it at the end.</summary>
public abstract class CurationRig(DatabaseFixture fixture) : IAsyncLifetime
{
    protected DatabaseFixture Fixture => fixture;
    protected TestClock Clock { get; } = new();
    protected PeopleIndex Index { get; private set; } = null!;
    protected Actor Curator { get; private set; } = null!;
    protected Vocabulary Vocabulary => fixture.Vocabulary;
    protected CodeTree Tree => fixture.Vocabulary.Capacities;

    protected Curation Curation => new(fixture.Database, fixture.Vocabulary, Index, new LiveUpdates(), Clock);
    protected ChangeCapacityCommand Change => new(Curation, fixture.Vocabulary);
    protected MergeCapacityCommand Merge => new(Curation);
    protected UndoCapacityCommand Undo => new(Curation);
    protected CapacityHistoryQuery History => new(fixture.Database, Clock);
    protected ManagedCapacityQuery Managed => new(fixture.Database, Clock);

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        Index = new PeopleIndex(fixture.Database, fixture.Vocabulary, Clock);
        await Index.LoadAsync();
        Curator = await CuratorAsync("Sample Curator");
    }

    public async Task DisposeAsync()
    {
        Index.Dispose();
        await fixture.ResetCapacitiesAsync();
    }

    protected async Task<Actor> CuratorAsync(string name, bool blocked = false, int days = 300)
    {
        var actor = await fixture.OpenSessionAsync(await new PersonBuilder
        {
            Username = name, Blocked = blocked,
            Visibility = "hidden"
        }.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));
        await fixture.GrantAsync(name, Role.Curator, Clock.Now.AddDays(days));
        return actor;
    }

    protected async Task<uint> VersionAsync(string code) =>
        (await fixture.QueryAsync<uint>("SELECT version FROM capacity WHERE code = @code", new { code })).Single();

    protected async Task<CapacityResult> MoveAsync(string code, string parent) => await Change.MoveAsync(Curator, code, await VersionAsync(code), parent);

    protected async Task<CapacityResult> MergeAsync(string code, string into) => await Merge.RunAsync(Curator, code, await VersionAsync(code), into);

    protected async Task<CapacityResult> RecodeAsync(string code, string wanted) => await Change.RecodeAsync(Curator, code, await VersionAsync(code), wanted);

    protected async Task<CapacityResult> RetireAsync(string code, string successor = "") =>
        await Change.RetireAsync(Curator, code, await VersionAsync(code), successor);

    protected async Task<CapacityResult> NameAsync(string code, string language, string name, string description = "") =>
        await Change.NameAsync(Curator, code, await VersionAsync(code), new Dictionary<string, CapacityTyped> { [language] = new(name, description) });

    protected Task<CapacityResult> AddAsync(string name, string parent = "", string code = "", Guid? key = null) =>
        Change.AddAsync(Curator, new NewCapacity { Code = code, Parent = parent, Texts = new Dictionary<string, CapacityTyped> { ["en"] = new(name, "") } },
            key ?? Guid.NewGuid());

    protected async Task<CapacityActResult> UndoAsync(CapacityResult done) => (await Undo.RunAsync(Curator, done.ChangeId!.Value)).Acted;

    /// <summary>One line "role code methods note" for each capacity of the person.</summary>
    protected Task<List<string>> HeldAsync(ulong person) => fixture.QueryAsync<string>(
        """
        SELECT CONCAT_WS(' ', h.role, c.code, h.methods, h.note) FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id WHERE h.person_id = @person
         ORDER BY h.role, c.code
        """, new { person });

    protected IReadOnlyList<ulong> Offering(string code) => Index.Find(new PeopleFilter { [Facet.Offers] = [code] }, Viewer.Anonymous).Ids;
}
