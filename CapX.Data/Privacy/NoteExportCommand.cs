using CapX.Data.Moderation;

namespace CapX.Data.Privacy;

/// <summary>Notes in the log that somebody took their data along: an act of data protection, like erasing.</summary>
public sealed class NoteExportCommand(Database database, TimeProvider time)
{
    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ulong> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(transaction => ModerationLog.Add(transaction, new LogLine { Act = LogAct.Exported, ActorId = personId, SubjectId = personId }, now), token);
    }
}
