namespace CapX.Data;

/// <summary>The viewer: a visitor or a logged-in user. Every read takes one, and the SQL checks visibility against it.</summary>
public sealed record Viewer
{
    public static readonly Viewer Anonymous = new();

    /// <summary>The central account id, or null when logged out.</summary>
    public ulong? PersonId { get; init; }

    public bool IsMember => PersonId is not null;

    public static Viewer Member(ulong personId) => new() { PersonId = personId };
}
