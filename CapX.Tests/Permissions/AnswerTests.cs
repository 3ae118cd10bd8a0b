using System.Collections.Concurrent;
using System.Text.Json;
using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Xunit;
using Xunit.Abstractions;

namespace CapX.Tests.Permissions;

/// <summary>Queries that return lists or the asker's own data. No answer may contain the mark of a thing that the asker cannot read.</summary>
[Collection(WholeSite.Name)]
public sealed class AnswerTests(DatabaseFixture data, ITestOutputHelper output)
{
    [Fact]
    public void Every_query_is_asked()
    {
        var asked = Answers.ToViewers.Select(a => a.Query).Concat(Answers.ToOwners.Select(a => a.Query)).Concat(Answers.TellNothing.Keys)
            .Concat(Readings.All.Select(r => r.Query)).ToHashSet();
        Assert.Equal([], typeof(Database).Assembly.GetExportedTypes()
            .Where(t => t.IsClass && t.Name.EndsWith("Query", StringComparison.Ordinal) && !asked.Contains(t.Name)).Select(t => t.Name));
    }

    [Theory]
    [InlineData("in good standing", "")]
    [InlineData("suspended", "UPDATE person SET standing = 'suspended' WHERE username NOT LIKE '% Owner'")]
    [InlineData("whose owners are suspended", "UPDATE person SET standing = 'suspended' WHERE username LIKE '% Owner'")]
    public async Task No_answer_holds_what_is_not_theirs_to_read(string round, string sql)
    {
        var world = await World.MakeAsync(data);
        if (sql.Length > 0) await data.ExecuteAsync(sql);
        using var index = new PeopleIndex(data.Database, data.Vocabulary, new TestClock());
        await index.LoadAsync();
        var answers = new Answers(world, index);
        bool IsSuspended(string name) =>
            round == "suspended" && !name.EndsWith(" Owner", StringComparison.Ordinal)
                || round == "whose owners are suspended" && name.EndsWith(" Owner", StringComparison.Ordinal);
        var failures = new ConcurrentQueue<string>();
        var (count, met) = (0, 0);
        await Parallel.ForEachAsync((string?[])[null, .. World.Askers, .. World.Owners], new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (asker, _) =>
        {
            // A suspended person reads as a visitor does, but keeps access to their own data.
            var seenAs = asker is not null && IsSuspended(asker) ? null : asker;
            var viewer = seenAs is null ? Viewer.Anonymous : Viewer.Member(world.Id(seenAs));
            var given = new List<(string Query, object? Answer, string? Reader)>();
            foreach (var (query, ask) in Answers.ToViewers) given.Add((query, await ask(answers, viewer), seenAs));
            if (asker is not null)
                foreach (var (query, ask) in Answers.ToOwners)
                    given.Add((query, await ask(answers, world.Id(asker)), asker));
            foreach (var (query, answer, reader) in given)
            {
                var text = JsonSerializer.Serialize(answer);
                foreach (var thing in world.Things.Where(t => !t.IsMissing))
                {
                    Interlocked.Increment(ref count);
                    if (!thing.IsIn(text)) continue;
                    Interlocked.Increment(ref met);
                    if (!World.MayMeet(thing, reader, IsSuspended)) failures.Enqueue($"{asker ?? "A visitor"}, {round}: {query} tells of {thing}");
                }
            }
        });
        output.WriteLine($"{count} cases of answers, {met} of them with something to read");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Order().Take(60))}");
        Assert.InRange(met, 100, count);
    }
}
