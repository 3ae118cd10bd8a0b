using System.Collections.Concurrent;
using CapX.Data;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;
using Xunit.Abstractions;

namespace CapX.Tests.Permissions;

/// <summary>Compares the permission table with the commands and queries: everyone tries every act on everything, in every state and every standing.</summary>
[Collection(WholeSite.Name)]
public sealed class PermissionTests(DatabaseFixture data, ITestOutputHelper output)
{
    private const int AtOnce = 3;

    /// <summary>Outcomes of permitted acts that stop for a reason other than permission.</summary>
    private static readonly Dictionary<Act, string[]> Stops = new()
    {
        [Act.EraseAccount] = ["NotFresh"],
        [Act.Block] = ["NotFound"],
        [Act.LeaveManaging] = ["LastManager"],
        [Act.LeaveOrganizing] = ["LastOrganizer"],
        [Act.InviteManager] = ["NotNow", "NobodyOfThatName"],
        [Act.HandOver] = ["NotNow", "NobodyOfThatName"],
        [Act.Propose] = ["Own", "NotTaking", "NobodySpeaks"],
        [Act.Report] = ["Own"],
        [Act.Decide] = ["NotClaimed", "NotNow"],
        [Act.ReviewAppeal] = ["NotClaimed", "NotNow"],
        [Act.UndoDecision] = ["NotNow"],
        [Act.SayMember] = ["NotNow"],
        [Act.Register] = ["NotNow"],
        [Act.WriteLearned] = ["NotNow", "NotFound"],
    };

    private static readonly (string Name, string Sql)[] Rounds =
    [
        ("signed out", ""),
        ("suspended", "UPDATE person SET standing = 'suspended'"),
        ("blocked on the wiki", "UPDATE person SET blocked = TRUE"),
        ("limited", "UPDATE person SET standing = 'limited'"),
        ("whose owners are suspended", "UPDATE person SET standing = 'suspended' WHERE username LIKE '% Owner'"),
        ("in good standing", ""),
    ];

    [Fact]
    public void Every_act_has_its_line_and_one_standing() => Assert.All(Enum.GetValues<Act>(), act =>
        Assert.Single(PermissionTable.Lines.Where(line => line.Act == act).Select(line => line.From).Distinct()));

    [Fact]
    public void Every_act_that_changes_something_is_rehearsed_and_every_other_is_read() =>
        Assert.Equal(Enum.GetValues<Act>().Order(),
            Rehearsal.Acts.Select(a => a.Act).Concat(Readings.All.Select(r => r.Act)).Append(Act.ReadAccount).Distinct().Order());

    [Fact]
    public async Task Everybody_does_what_the_table_says_and_nothing_else()
    {
        var world = await World.MakeAsync(data);
        var failures = new ConcurrentQueue<string>();
        var count = 0;
        foreach (var (round, sql) in Rounds)
        {
            if (sql.Length > 0) await data.ExecuteAsync(sql);
            await Parallel.ForEachAsync(world.Things.GroupBy(t => t.Kind), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (things, _) =>
            {
                using var rehearsal = new Rehearsal(world);
                await rehearsal.OpenAsync();
                // Ask about missing things first, because refusals about secret things must look the same.
                foreach (var thing in things.OrderByDescending(t => t.IsMissing))
                    foreach (var asker in world.AskersOf(thing))
                        foreach (var act in Rehearsal.Acts.Where(a => a.On == thing.Kind))
                        {
                            Interlocked.Increment(ref count);
                            if (await FailureAsync(rehearsal, thing, asker, act.Act, act.Ask, round) is { } failure)
                                failures.Enqueue($"{asker}, {round}: {act.Act} {thing}: {failure}");
                        }
            });
            if (sql.Length > 0) await data.ExecuteAsync("UPDATE person SET standing = 'good', blocked = FALSE");
        }
        output.WriteLine($"{count} cases of commands");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Order().Take(60))}");
        Assert.InRange(count, 20_000, int.MaxValue);
    }

    [Fact]
    public async Task Everybody_reads_what_the_table_says_and_nothing_else()
    {
        var world = await World.MakeAsync(data);
        var time = new TestClock();
        var failures = new ConcurrentQueue<string>();
        var count = 0;
        foreach (var (round, sql) in Rounds)
        {
            if (sql.Length > 0) await data.ExecuteAsync(sql);
            bool IsSuspended(string name) => StandingOf(name, round) == ActorStanding.Suspended;
            await Parallel.ForEachAsync(world.Things, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (thing, _) =>
            {
                foreach (var asker in world.AskersOf(thing).Append(null))
                    foreach (var (act, _, _, ask) in Readings.All.Where(r => r.Of == thing.Kind))
                    {
                        Interlocked.Increment(ref count);
                        // A suspended person reads as a visitor does: the session says so, and each page passes its viewer to the query.
                        var viewer = asker is null || StandingOf(asker, round) is ActorStanding.Suspended or ActorStanding.SignedOut ? null : asker;
                        var relation = World.RelationOf(thing, viewer, IsSuspended);
                        var isTheirs = thing.Shown != ThingState.None
                            && PermissionTable.Judge(act, relation, World.ShownNow(thing, IsSuspended) | thing.Life) == Verdict.Allowed
                            && (viewer is null || PermissionTable.Admits(act, StandingOf(viewer, round)));
                        var isGiven = await ask(data.Database, time, viewer is null ? Viewer.Anonymous : Viewer.Member(world.Id(viewer)), thing);
                        if (isGiven != isTheirs)
                            failures.Enqueue($"{asker ?? "A visitor"}, {round}: {act} {thing}: "
                                + (isGiven ? "reads it, and may not" : "may read it, and is given nothing"));
                    }
            });
            if (sql.Length > 0) await data.ExecuteAsync("UPDATE person SET standing = 'good', blocked = FALSE");
        }
        output.WriteLine($"{count} cases of queries");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Order().Take(60))}");
    }

    private readonly ConcurrentDictionary<(string, Act, ThingKind, string), string> _ofMissing = new();

    private async Task<string?> FailureAsync(Rehearsal it, Thing thing, string asker, Act act, Func<Rehearsal, Actor, Thing, Task<string>> ask, string round)
    {
        var standing = StandingOf(asker, round);
        var actor = standing == ActorStanding.SignedOut ? it.World[asker] with { Session = [1, 2, 3] } : it.World[asker];
        bool IsSuspended(string name) => StandingOf(name, round) == ActorStanding.Suspended;
        var relation = World.RelationOf(thing, asker, IsSuspended);
        var mayRead = thing.Reading is not { } reading
            || (thing.Shown != ThingState.None && PermissionTable.Judge(reading, relation, World.ShownNow(thing, IsSuspended)) == Verdict.Allowed);
        // A suspended person can report what a visitor can see. Curators handle proposed organizations themselves, and no one can report what moderators
        // already hold back.
        if (act == Act.Report && standing == ActorStanding.Suspended)
        {
            relation = World.RelationOf(thing, null, IsSuspended);
            mayRead = thing.Reading is { } seen && thing.Shown != ThingState.None
                && PermissionTable.Judge(seen, relation, World.ShownNow(thing, IsSuspended) | thing.Life) == Verdict.Allowed;
        }
        var mayReport = mayRead
            && (thing.Kind != ThingKind.Organization || thing.Shown == ThingState.Public
                || thing.Shown == ThingState.Hidden && (relation & (Relation.Owner | Relation.Invited)) != 0);
        mayReport &= thing.Kind != ThingKind.Suggestion || PermissionTable.Admits(Act.ReadSuggestions, standing);
        var verdict = thing.IsMissing || act == Act.Report && !mayReport || act == Act.AcceptOrganizing && !mayRead ? Verdict.NotTheirs
            : PermissionTable.Judge(act, relation, thing.Life);
        if (!PermissionTable.Admits(act, standing) || standing == ActorStanding.SignedOut) verdict = Verdict.NotTheirs;
        // Everyone can report any person they have met, visible or not, and the answer reveals nothing.
        if (act == Act.Report && thing.Kind == ThingKind.Person && standing != ActorStanding.SignedOut) verdict = Verdict.Allowed;

        string said;
        try
        {
            said = await ask(it, actor, thing);
        }
        catch (Exception broken)
        {
            return $"broke: {broken.GetType().Name} {broken.Message}";
        }
        if (thing.IsMissing) _ofMissing[(round, act, thing.Kind, asker)] = said;
        if (verdict == Verdict.Allowed) return IsDone(said) || Stops.GetValueOrDefault(act, []).Contains(said) ? null : $"may, and is told {said}";
        if (it.Database.HasWritten) return $"may not ({verdict}), and is told {said}, and something was written";
        // Curators learn that the organization they removed is removed.
        var mayKnow = mayRead || thing.Relations.ContainsKey(asker) || thing is { Kind: ThingKind.Organization, Name: "Removed" } && asker == "Curator";
        return mayKnow || thing.IsMissing || _ofMissing.GetValueOrDefault((round, act, thing.Kind, asker), said) == said
            ? null : $"may not know of it, and is told {said}; of what never was {_ofMissing[(round, act, thing.Kind, asker)]}";
    }

    private static bool IsDone(string said) =>
        said is "Done" or "Kept" or "Erased" or "Reported" or "Waiting" || said.EndsWith("Saved", StringComparison.Ordinal)
            || said.EndsWith("Made", StringComparison.Ordinal);

    private static ActorStanding StandingOf(string name, string round) => round switch
    {
        "signed out" => ActorStanding.SignedOut,
        "suspended" => ActorStanding.Suspended,
        "blocked on the wiki" => ActorStanding.Blocked,
        "limited" => ActorStanding.Limited,
        "whose owners are suspended" when name.EndsWith(" Owner", StringComparison.Ordinal) => ActorStanding.Suspended,
        _ => ActorStanding.Good,
    };
}
