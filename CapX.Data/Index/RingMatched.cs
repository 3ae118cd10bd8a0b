namespace CapX.Data.Index;

/// <summary>One page of matches, and how many there are in all.</summary>
public sealed record MatchesFound<T>(int Total, IReadOnlyList<T> Items);

/// <summary>What the index knows of the rings with one second person: the id, and the third persons in order, cut after the first few.</summary>
public sealed record RingMatched(ulong Second, MatchesFound<ulong> Thirds);
