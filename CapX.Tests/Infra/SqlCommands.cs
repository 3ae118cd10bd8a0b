using System.Diagnostics;
using CapX.Data;

namespace CapX.Tests.Infra;

/// <summary>Counts the SQL commands of one action, such as a request to a program in this process. The driver reports each command as an activity, and
/// activities carry the trace of the request that caused them. So commands of background workers and of other tests do not count.</summary>
internal static class SqlCommands
{
    /// <summary>The number of commands that the action sends. A command with several statements is one. Opening a connection, begin and commit do not
    /// count.</summary>
    public static async Task<int> CountAsync(Func<Task> act)
    {
        var count = 0;
        // HttpClient sends the trace to the program in the header traceparent.
        using var trace = new Activity(nameof(SqlCommands)).SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        trace.Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Database.ActivitySource,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == trace.TraceId ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
            ActivityStarted = activity =>
            {
                if (activity.TraceId == trace.TraceId && activity.OperationName == "Execute" && activity.Parent?.OperationName != "Open")
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return count;
    }
}
