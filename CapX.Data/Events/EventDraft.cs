using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Events;

/// <summary>The form of an event.</summary>
public sealed class EventDraft : DraftForm
{
    public override string Code => EventContent.Kind;

    internal override string NewName => SaveEventCommand.NewDraftName;

    internal override async Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) =>
        (await EventLock.TakeAsync(transaction, id, actor.PersonId, now))?.Judge(Act.SaveEvent, actor) == Verdict.Allowed;
}
