namespace CapX.Data;

/// <summary>A language and how well it is known: "0" to "5" or "N".</summary>
public sealed record LanguageLevel(string Code, string Level);
