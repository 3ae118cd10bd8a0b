using System.Data.Common;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>Runs a curator's act on the tree, one at a time, in one transaction with the search catalogue. No reader meets a code that the in-memory lists do
/// not know.</summary>
public sealed class Curation(Database database, Vocabulary vocabulary, PeopleIndex index, LiveUpdates news, TimeProvider time)
{
    private const string LockSql = "SELECT version FROM taxonomy WHERE id = 1 FOR UPDATE";
    private const string VersionSql = "UPDATE taxonomy SET version = version + 1 WHERE id = 1";

    /// <summary>Checks permission, then runs the act, which must change nothing unless it returns <see cref="CapacityActResult.Done"/>. Reloads the index of
    /// people at the end.</summary>
    internal async Task<CapacityResult> RunAsync(Actor actor, SuggestionAnswer? answer, Func<CurationStep, Task<CapacityResult>> act, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changes = vocabulary.Changes;
        Told<CapacityResult> told;
        try
        {
            told = await database.WriteAsync<Told<CapacityResult>>(async transaction =>
            {
                var connection = transaction.Connection!;
                await connection.ExecuteAsync(LockSql, transaction: transaction);
                // After an attempt that was rolled back, the lists are ahead of the database.
                await vocabulary.HoldAsync(transaction);
                if (await RefusalAsync(transaction, actor, Act.ChangeCapacity, now) is { } refusal) return new CapacityResult(refusal);
                if (answer?.Word is { } word && WrittenText.Lines(word, AnswerSuggestionCommand.LongestWord) is null)
                    return new CapacityResult(CapacityActResult.BadText);
                var step = new CurationStep(transaction, await Taxonomy.ReadAsync(connection, transaction), actor.PersonId, now);
                var done = await act(step);
                if (done.Acted != CapacityActResult.Done || done.ChangeId is not { } change) return done;
                var maker = answer is null ? null : await AnswerSuggestionCommand.AcceptAsync(transaction, answer, actor.PersonId, change, now);
                await connection.ExecuteAsync(VersionSql, transaction: transaction);
                var changed = await Vocabulary.ReadAsync(transaction);
                await CatalogueRewrite.RunAsync(transaction, changed, step.Touched);
                // Before the commit, because readers then find old codes as aliases. The other way round, old lists would not know the new codes.
                vocabulary.Take(changed);
                return new(done, maker is { } person ? [person] : []);
            }, token).ConfigureAwait(false);
        }
        catch when (vocabulary.Changes != changes)
        {
            // The commit may have failed after the lists were replaced.
            await vocabulary.LoadAsync(database, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        if (told.Result is { Acted: CapacityActResult.Done, ChangeId: not null }) await index.ReloadAsync().ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>Returns why the actor may not act as a curator, or null when allowed.</summary>
    internal static async Task<CapacityActResult?> RefusalAsync(DbTransaction transaction, Actor actor, Act act, DateTime now) =>
        await Permit.RefusalAsync(transaction, actor, act, now) switch
        {
            ActorStanding.Blocked => CapacityActResult.Blocked,
            not null => CapacityActResult.SignedOut,
            null => await Permit.HasRoleAsync(transaction, actor, act, now) ? null : CapacityActResult.NotFound,
        };
}

/// <summary>A curator's act in progress.</summary>
internal sealed class CurationStep(DbTransaction transaction, Taxonomy tree, ulong authorId, DateTime now)
{
    private const string TextsSql = """
        SELECT language AS Item1, name AS Item2, description AS Item3, state AS Item4 FROM capacity_name WHERE capacity_id = @id AND language IN @languages
        """;

    private const string RowSql = """
        UPDATE capacity
           SET code = COALESCE(@Code, code), parent_id = IF(@Parent IS NULL, parent_id, NULLIF(@Parent, 0)), state = COALESCE(@state, state),
               successor_id = IF(@Successor IS NULL, successor_id, NULLIF(@Successor, 0)), curated = curated OR @isPlaced, version = version + 1
         WHERE id = @id
        """;

    private const string TextSql = """
        INSERT INTO capacity_name (capacity_id, language, name, description, state) VALUES (@id, @language, @Name, @Description, @State)
        ON DUPLICATE KEY UPDATE name = VALUES(name), description = VALUES(description), state = VALUES(state)
        """;

    private const string NoTextSql = "DELETE FROM capacity_name WHERE capacity_id = @id AND language = @language";

    private const string ForgetAliasSql = "DELETE FROM capacity_alias WHERE code = @code AND capacity_id = @id";
    private const string AliasSql = "INSERT INTO capacity_alias (code, capacity_id) VALUES (@code, @id)";

    private const string ChangeSql = """
        INSERT INTO capacity_change (capacity_id, author_id, what, before_facts, after_facts, undoes_id, changed_at)
         VALUES (@id, @authorId, @what, @before, @after, @undoes, @now);
        SELECT LAST_INSERT_ID();
        """;

    public DbTransaction Transaction { get; } = transaction;

    public DbConnection Connection { get; } = transaction.Connection!;

    public DateTime Now { get; } = now;

    /// <summary>The tree as of the start of the act, with every change by <see cref="WriteAsync"/>.</summary>
    public Taxonomy Tree { get; } = tree;

    /// <summary>The capacities whose holders' search entries must be rewritten.</summary>
    public HashSet<uint> Touched { get; } = [];

    /// <summary>Returns the stored values of those facts that <paramref name="like"/> contains.</summary>
    public async Task<CapacityFacts> KnownAsync(uint id, CapacityFacts like)
    {
        var row = Tree[id];
        SortedDictionary<string, CapacityText?>? names = null;
        if (like.Names is { Count: > 0 } asked)
        {
            var stored = (await Connection.QueryAsync<(string Language, string Name, string Description, string State)>(TextsSql,
                new { id, languages = asked.Keys }, Transaction))
                .ToDictionary(t => t.Language, t => new CapacityText(t.Name, t.Description, t.State), StringComparer.Ordinal);
            names = new(asked.Keys.ToDictionary(language => language, stored.GetValueOrDefault), StringComparer.Ordinal);
        }
        return new CapacityFacts
        {
            Code = like.Code is null ? null : row.Code,
            Parent = like.Parent is null ? null : row.ParentId ?? 0,
            State = like.State is null ? null : row.State,
            Successor = like.Successor is null ? null : row.SuccessorId ?? 0,
            Names = names,
            Children = like.Children is null ? null : [.. Tree.Children(id).Select(c => c.Id).Order()],
        };
    }

    /// <summary>Writes the facts to a capacity. A replaced code becomes an alias.</summary>
    public async Task WriteAsync(uint id, CapacityFacts facts)
    {
        var row = Tree[id];
        var isPlaced = facts.Code is not null || facts.Parent is not null || facts.State is not null;
        await Connection.ExecuteAsync(RowSql,
            new { id, facts.Code, facts.Parent, state = facts.State?.ToString().ToLowerInvariant(), facts.Successor, isPlaced }, Transaction);
        if (facts.Code is { } code && code != row.Code)
        {
            await Connection.ExecuteAsync(ForgetAliasSql, new { id, code }, Transaction);
            await Connection.ExecuteAsync(AliasSql, new { id, code = row.Code }, Transaction);
        }
        foreach (var (language, text) in facts.Names ?? [])
        {
            if (text is null) await Connection.ExecuteAsync(NoTextSql, new { id, language }, Transaction);
            else await Connection.ExecuteAsync(TextSql, new { id, language, text.Name, text.Description, text.State }, Transaction);
        }
        Tree.Put(row with
        {
            Code = facts.Code ?? row.Code,
            ParentId = facts.Parent is { } parent ? parent == 0 ? null : parent : row.ParentId,
            StateCode = (facts.State ?? row.State).ToString(),
            SuccessorId = facts.Successor is { } successor ? successor == 0 ? null : successor : row.SuccessorId,
            Version = row.Version + 1,
        });
        if (facts.Names is not null) Touched.Add(id);
        if (facts.Code is not null || facts.Parent is not null) Touched.UnionWith(Tree.SelfAndBelow(id));
    }

    /// <summary>Adds an act to the history.</summary>
    public async Task<CapacityResult> NoteAsync(uint id, string what, CapacityFacts before, CapacityFacts after, ulong? undoes = null) =>
        new(CapacityActResult.Done, Tree[id].Code)
        {
            ChangeId = await Connection.ExecuteScalarAsync<ulong>(ChangeSql,
            new { id, authorId, what, before = before.ToJson(), after = after.ToJson(), undoes, now = Now }, Transaction),
        };

    /// <summary>Writes the facts and adds them to the history. Returns <see cref="CapacityActResult.Unchanged"/> when nothing differs.</summary>
    public async Task<CapacityResult> ChangeAsync(uint id, string what, CapacityFacts after, ulong? undoes = null)
    {
        var before = await KnownAsync(id, after);
        if (before.ToJson() == after.ToJson()) return new CapacityResult(CapacityActResult.Unchanged, Tree[id].Code);
        await WriteAsync(id, after);
        return await NoteAsync(id, what, before, after, undoes);
    }
}
