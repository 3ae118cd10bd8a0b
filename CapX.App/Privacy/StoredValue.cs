namespace CapX.App.Privacy;

/// <summary>A stored value with its label.</summary>
public sealed record StoredValue(string Name, IReadOnlyList<string> Lines);
