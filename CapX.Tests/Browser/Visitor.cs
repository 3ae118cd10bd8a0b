namespace CapX.Tests.Browser;

/// <summary>How somebody comes: by default with scripts, in English, on a wide screen in light.</summary>
public sealed record Visitor
{
    public bool HasScripts { get; init; } = true;
    public string Language { get; init; } = "en";
    public int Width { get; init; } = 1280;
    public bool IsDark { get; init; }
    public string Name { get; init; } = "a visitor";

    /// <summary>The statuses that a page may answer with.</summary>
    public int[] Statuses { get; init; } = [200];
}
