namespace CapX.App.Codex;

/// <summary>One suggestion of a <see cref="CdxLookup"/>.</summary>
/// <param name="Value">The code that is chosen.</param>
/// <param name="Label">Its name in the reader's language.</param>
/// <param name="Description">What tells it from others of its name, such as its place in a tree.</param>
/// <param name="AlsoCalled">Its name in another language, where that is what was found.</param>
/// <param name="AlsoLanguage">The language of that name.</param>
public sealed record LookupOption(string Value, string Label, string? Description = null, string? AlsoCalled = null, string? AlsoLanguage = null);
