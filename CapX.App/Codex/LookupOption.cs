namespace CapX.App.Codex;

/// <summary>One option of a <see cref="CdxLookup"/>.</summary>
/// <param name="Value">The code that is chosen.</param>
/// <param name="Label">Its name in the viewer's language.</param>
/// <param name="Description">Distinguishes it from others of the same name, for example its place in a tree.</param>
/// <param name="AlsoCalled">The name that matched, if it is in another language.</param>
/// <param name="AlsoLanguage">The language of that name.</param>
public sealed record LookupOption(string Value, string Label, string? Description = null, string? AlsoCalled = null, string? AlsoLanguage = null);
