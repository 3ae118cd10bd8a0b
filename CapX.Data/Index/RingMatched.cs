namespace CapX.Data.Index;

/// <summary>One page of matches, and the total number of matches.</summary>
public sealed record MatchesFound<T>(int Total, IReadOnlyList<T> Items);

/// <summary>The exchange rings of three through one second person, as the index finds them: that person's id, and the first few third persons in
/// order.</summary>
public sealed record RingMatched(ulong Second, MatchesFound<ulong> Thirds);
