namespace CapX.App;

/// <summary>Says whether the app can serve. The preparation after the start sets it, and background workers wait for it.</summary>
public sealed class Readiness
{
    /// <summary>True when pages can be served: migrated, and reference lists and index in memory.</summary>
    public bool IsReady { get; set; }

    /// <summary>Set when a stop was requested. Requests that wait for readiness then wait for the next process.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Why the app cannot run with this database. It is stopping then.</summary>
    public Exception? Refused { get; set; }
}
