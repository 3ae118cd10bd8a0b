namespace CapX.Data.People;

/// <summary>A person's names. The display name is always shown together with the unique user name.</summary>
public sealed record PersonNames(string Username, string? DisplayName)
{
    /// <summary>The display name, or null when it is missing or equals the user name.</summary>
    public string? Shown => DisplayName is { } name && !string.Equals(name, Username, StringComparison.Ordinal) ? name : null;

    /// <summary>Both names in one line of plain text: "Ana Example (Ana_Example)".</summary>
    public string Plain => Shown is { } name ? $"{name} ({Username})" : Username;

    /// <summary>Like <see cref="Plain"/>, from both names.</summary>
    public static string PlainOf(string username, string? displayName) => new PersonNames(username, displayName).Plain;
}
