using CapX.Data.Content;
using CapX.Data.Index;
using CapX.Data.People;
using Dapper;

namespace CapX.Data.Matches;

/// <summary>Finds people with whom the asker can exchange both ways. The index decides who, in which order and how many. The rows come from SQL, which checks
/// visibility again.</summary>
public sealed class MatchesQuery(Database database, PeopleIndex index, FindPeopleQuery people, Vocabulary vocabulary)
{
    // Reads the asker by id, because a hidden profile appears in no list.
    private const string Sql = $"""
        SELECT {PersonRow.ColumnsSql}
          FROM person p
         WHERE (p.id = @Viewer OR ({TypedName.BearsSql})) AND {PersonVisibility.Sql}
         ORDER BY p.id
        """;

    /// <summary>Reads the asker, and the second person of a ring when a user name is given. Null when logged out. Two SQL commands.</summary>
    public Task<MatchAsker?> AskerAsync(Viewer viewer, string? second = null, CancellationToken token = default) => database.ReadAsync(async connection =>
    {
        var name = UserName.Typed(second);
        var rows = (await connection.QueryAsync<PersonRow>(Sql, new { Viewer = viewer.PersonId, name.AsTyped, name.AsRead })).AsList();
        var all = await PersonLists.ReadAsync(connection, [.. rows.Select(row => row.Id)], viewer);
        var found = rows.Where(row => all.ContainsKey(row.Id)).Select(row => row.With(all[row.Id])).ToList();
        return found.Find(p => p.Id == viewer.PersonId) is not { } me ? null : new MatchAsker
        {
            Person = me,
            LeftOut = index.Blocks.Of(me.Id),
            Second = found.Where(p => name.Is(p.Username) && p.Id != me.Id).OrderBy(p => p.Username != name.AsTyped).FirstOrDefault(),
        };
    }, token);

    /// <summary>Finds people who offer something the asker wants and want something the asker offers. At most two SQL commands.</summary>
    public async Task<MatchesFound<MutualMatch>> MutualAsync(MatchFilter filter, MatchAsker asker, CancellationToken token = default)
    {
        var matched = index.Mutual(filter, PartyOf(asker.Person), asker.LeftOut);
        var found = await ReadAsync(matched.Items, asker, token).ConfigureAwait(false);
        return new MatchesFound<MutualMatch>(matched.Total,
        [
            .. from person in matched.Items.Select(id => found.GetValueOrDefault(id)).OfType<PersonFound>()
               let match = new MutualMatch(person, Teaches(person, asker.Person), Teaches(asker.Person, person))
               where Holds(match.TheyTeach, filter) && Holds(match.ITeach, filter)
               select match,
        ]);
    }

    /// <summary>Finds the second persons through whom a ring of three closes. The total counts these persons, not the rings. At most two SQL
    /// commands.</summary>
    public async Task<MatchesFound<RingsFound>> RingsAsync(MatchFilter filter, MatchAsker asker, CancellationToken token = default)
    {
        var matched = index.Rings(filter, PartyOf(asker.Person), asker.LeftOut);
        var found = await ReadAsync([.. matched.Items.SelectMany(ring => ring.Thirds.Items.Append(ring.Second)).Distinct()], asker, token)
            .ConfigureAwait(false);
        return new MatchesFound<RingsFound>(matched.Total,
        [
            .. from ring in matched.Items
               where found.ContainsKey(ring.Second)
               let rings = Rings(found[ring.Second], ring.Thirds, found, filter, asker)
               where Holds(rings.ITeach, filter) && rings.Thirds.Items.Count > 0
               select rings,
        ]);
    }

    /// <summary>Returns one page of the rings through the asker's second person. At most two SQL commands. Throws <see cref="InvalidOperationException"/> when
    /// there is no second person.</summary>
    public async Task<RingsFound> RingsThroughAsync(MatchFilter filter, MatchAsker asker, CancellationToken token = default)
    {
        var second = asker.Second ?? throw new InvalidOperationException("The second person is missing.");
        var matched = index.RingsThrough(second.Id, filter, PartyOf(asker.Person), asker.LeftOut);
        return Rings(second, matched, await ReadAsync(matched.Items, asker, token).ConfigureAwait(false), filter, asker);
    }

    /// <summary>What the index must know of the person who asks.</summary>
    public static MatchParty PartyOf(PersonFound person) => new()
    {
        Id = person.Id,
        Offers = [.. person.Offers.Select(o => o.Code)],
        Wants = [.. person.Wants.Select(w => w.Code)],
        Languages = CommonLanguages.Spoken(person),
    };

    private RingsFound Rings(PersonFound second, MatchesFound<ulong> thirds, Dictionary<ulong, PersonFound> found, MatchFilter filter, MatchAsker asker) =>
        new(second, Teaches(asker.Person, second), new MatchesFound<RingThird>(thirds.Total,
        [
            .. from person in thirds.Items.Select(id => found.GetValueOrDefault(id)).OfType<PersonFound>()
               let third = new RingThird(person, Teaches(second, person), Teaches(person, asker.Person))
               where Holds(third.SecondTeaches, filter) && Holds(third.TheyTeach, filter)
               select third,
        ]));

    private async Task<Dictionary<ulong, PersonFound>> ReadAsync(IReadOnlyList<ulong> ids, MatchAsker asker, CancellationToken token) =>
        ids.Count == 0 ? [] : (await people.ByIdAsync(ids, Viewer.Member(asker.Person.Id), token).ConfigureAwait(false)).ToDictionary(p => p.Id);

    /// <summary>Checks the row again, because a profile may have been saved since the index answered.</summary>
    private static bool Holds(Lesson lesson, MatchFilter filter) => lesson.Capacities.Count > 0 && (filter.InAnyLanguage || lesson.Languages.Count > 0);

    private Lesson Teaches(PersonFound teacher, PersonFound learner)
    {
        var tree = vocabulary.Capacities;
        var wanted = learner.Wants.Select(want => tree[want.Code].Position).ToHashSet();
        bool IsWanted(string code)
        {
            foreach (var above in tree.SelfAndAncestors(tree[code].Position))
                if (wanted.Contains(above))
                    return true;
            return false;
        }
        return new Lesson([.. teacher.Offers.Select(o => o.Code).Where(IsWanted)],
            CommonLanguages.Of(vocabulary.Languages, CommonLanguages.Spoken(teacher), CommonLanguages.Spoken(learner)));
    }
}

/// <summary>The person who asks for matches, as read from the database.</summary>
public sealed record MatchAsker
{
    public required PersonFound Person { get; init; }

    /// <summary>The person whom the asker would teach in the rings sought.</summary>
    public PersonFound? Second { get; init; }

    /// <summary>People who must not appear in any match, because of blocks.</summary>
    public IReadOnlySet<ulong> LeftOut { get; init; } = new HashSet<ulong>();
}
