namespace CapX.Data.People;

/// <summary>What a person is called: the display name never goes without the user name, which nobody else can have.</summary>
public sealed record PersonNames(string Username, string? DisplayName)
{
    /// <summary>The display name where there is one that says something else than the user name.</summary>
    public string? Shown => DisplayName is { } name && !string.Equals(name, Username, StringComparison.Ordinal) ? name : null;

    /// <summary>Both in one line of plain text: "Ana Example (Ana_Example)".</summary>
    public string Plain => Shown is { } name ? $"{name} ({Username})" : Username;

    /// <summary>The same of a person by both names.</summary>
    public static string PlainOf(string username, string? displayName) => new PersonNames(username, displayName).Plain;
}
