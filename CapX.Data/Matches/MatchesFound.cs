using CapX.Data.Index;
using CapX.Data.People;

namespace CapX.Data.Matches;

/// <summary>One person teaches another: which capacities, as the teacher offers them, and in which languages they can talk, none where none is
/// shared.</summary>
public sealed record Lesson(IReadOnlyList<string> Capacities, IReadOnlyList<string> Languages);

/// <summary>A person with whom the asker can exchange both ways.</summary>
public sealed record MutualMatch(PersonFound Person, Lesson TheyTeach, Lesson ITeach);

/// <summary>The rings with one second person: what the asker teaches that person, how many rings close, and the first of them.</summary>
public sealed record RingsFound(PersonFound Second, Lesson ITeach, MatchesFound<RingThird> Thirds);

/// <summary>How a ring closes: what the second person teaches the third, and the third the asker.</summary>
public sealed record RingThird(PersonFound Person, Lesson SecondTeaches, Lesson TheyTeach);
