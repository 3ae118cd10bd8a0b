namespace CapX.Data;

/// <summary>A capacity that somebody offers or wants, by which methods, with the person's own remark.</summary>
public sealed record SharedCapacity(string Code, IReadOnlyList<string> Methods, string? Note);
