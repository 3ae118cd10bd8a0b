namespace CapX.Data;

/// <summary>Who is looking: nobody known, or a signed-in person. Every read takes it, and the SQL decides by it.</summary>
public sealed record Viewer
{
    public static readonly Viewer Anonymous = new();

    /// <summary>The central account id, or null when signed out.</summary>
    public ulong? PersonId { get; init; }

    public bool IsMember => PersonId is not null;

    public static Viewer Member(ulong personId) => new() { PersonId = personId };
}
