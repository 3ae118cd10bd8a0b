using System.Runtime.InteropServices;

namespace CapX.Tests.Attacks;

/// <summary>The processor time of the calling thread. Other threads and other programs do not affect it.</summary>
internal static class ThreadTime
{
    private const int ThreadClock = 3;
    private const double NanosecondsInMillisecond = 1e6;

    /// <summary>In milliseconds, for one run.</summary>
    public static double Of(Action act)
    {
        var before = Now();
        act();
        return Now() - before;
    }

    private static double Now()
    {
        if (ClockGetTime(ThreadClock, out var time) != 0) throw new InvalidOperationException("The system does not tell the processor time of a thread.");
        return time.Seconds * 1e3 + time.Nanoseconds / NanosecondsInMillisecond;
    }

#pragma warning disable SYSLIB1054 // The source generator needs unsafe code.
    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out Time time);
#pragma warning restore SYSLIB1054

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
