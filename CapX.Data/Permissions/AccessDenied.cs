using System.Diagnostics;

namespace CapX.Data.Permissions;

/// <summary>A diagnostic event: someone asked for an act that the permission table does not allow.</summary>
public sealed record AccessDenied(Act Act, ulong? PersonId, string As)
{
    /// <summary>The name of the diagnostic source. The host subscribes to it, because this library does no logging itself.</summary>
    public const string Source = "CapX.AccessDenied";

    private static readonly DiagnosticListener Listener = new(Source);

    internal static void Tell(Act act, ulong? personId, string standing)
    {
        if (Listener.IsEnabled(Source)) Listener.Write(Source, new AccessDenied(act, personId, standing));
    }
}
