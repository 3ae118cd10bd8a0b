using System.Diagnostics;

namespace CapX.Data.Permissions;

/// <summary>Somebody asked for what the table does not allow.</summary>
public sealed record AccessDenied(Act Act, ulong? PersonId, string As)
{
    /// <summary>Where the program listens, to log it: this library does not know how it is logged.</summary>
    public const string Source = "CapX.AccessDenied";

    private static readonly DiagnosticListener Listener = new(Source);

    internal static void Tell(Act act, ulong? personId, string standing)
    {
        if (Listener.IsEnabled(Source)) Listener.Write(Source, new AccessDenied(act, personId, standing));
    }
}
