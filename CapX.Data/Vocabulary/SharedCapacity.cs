namespace CapX.Data;

/// <summary>A capacity that someone offers or wants, with the methods and a note.</summary>
public sealed record SharedCapacity(string Code, IReadOnlyList<string> Methods, string? Note);
