namespace CapX.App.Codex;

/// <summary>What a button does, as Codex colours it.</summary>
public enum ButtonAction
{
    Default,
    Progressive,
    Destructive,
}

/// <summary>How much a button stands out.</summary>
public enum ButtonWeight
{
    Normal,
    Primary,
    Quiet,
}

/// <summary>What a message or chip tells.</summary>
public enum Status
{
    Notice,
    Warning,
    Error,
    Success,
}
