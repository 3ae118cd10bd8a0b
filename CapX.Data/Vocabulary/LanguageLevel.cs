namespace CapX.Data;

/// <summary>A language and its Babel level: "0" to "5", or "N" for native.</summary>
public sealed record LanguageLevel(string Code, string Level);
