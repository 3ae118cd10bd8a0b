namespace CapX.App.Privacy;

/// <summary>Something stored: what it is called, and what it says.</summary>
public sealed record StoredValue(string Name, IReadOnlyList<string> Lines);
