using CapX.Data.Index;
using CapX.Data.People;

namespace CapX.Data.Matches;

/// <summary>What one person can teach another: the capacities as the teacher offers them, and the languages both speak, which may be none.</summary>
public sealed record Lesson(IReadOnlyList<string> Capacities, IReadOnlyList<string> Languages);

/// <summary>A person with whom the asker can exchange both ways.</summary>
public sealed record MutualMatch(PersonFound Person, Lesson TheyTeach, Lesson ITeach);

/// <summary>The rings through one second person: what the asker teaches that person, the number of rings, and the first of them.</summary>
public sealed record RingsFound(PersonFound Second, Lesson ITeach, MatchesFound<RingThird> Thirds);

/// <summary>The third person of a ring: what the second person teaches them, and what they teach the asker.</summary>
public sealed record RingThird(PersonFound Person, Lesson SecondTeaches, Lesson TheyTeach);
