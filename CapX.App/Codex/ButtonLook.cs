namespace CapX.App.Codex;

/// <summary>What a button does. Codex colours it accordingly.</summary>
public enum ButtonAction
{
    Default,
    Progressive,
    Destructive,
}

/// <summary>How prominent a button is.</summary>
public enum ButtonWeight
{
    Normal,
    Primary,
    Quiet,
}

/// <summary>The kind of a message or chip.</summary>
public enum Status
{
    Notice,
    Warning,
    Error,
    Success,
}
