
namespace CapX.Data.Notices;

/// <summary>How a person wants to be contacted, and what others may see of their exchanges.</summary>
public sealed record ContactChoice
{
    public DeliveryChannel Channel { get; init; }

    /// <summary>True to fall back to the talk page when the wiki refuses mail.</summary>
    public bool TalkInstead { get; init; }

    /// <summary>True to receive one daily digest instead of single notices.</summary>
    public bool Gathered { get; init; }

    /// <summary>True when the profile shows the number of documented exchanges.</summary>
    public bool ShowsCount { get; init; }

    /// <summary>Kinds of notices that are switched off.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];
}
