namespace CapX.Tests.Browser;

/// <summary>The settings of a browser. The defaults are: with scripts, in English, on a wide screen, in light mode.</summary>
public sealed record Visitor
{
    public bool HasScripts { get; init; } = true;
    public string Language { get; init; } = "en";
    public int Width { get; init; } = 1280;
    public bool IsDark { get; init; }
    public string Name { get; init; } = "a visitor";

    /// <summary>The statuses that pages may return. The console may report errors only for these.</summary>
    public int[] Statuses { get; init; } = [200];
}
