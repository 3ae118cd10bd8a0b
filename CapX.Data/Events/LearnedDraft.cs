using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Events;

/// <summary>The form in which a participant writes what they learned at an event.</summary>
public sealed class LearnedDraft : DraftForm
{
    private const string Learned = "learned";

    public override string Code => Learned;

    public static string Of(ulong eventId) => Name(Learned, eventId);

    internal override async Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) =>
        await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is { IsSeen: true } held && held.Judge(Act.WriteLearned, actor) == Verdict.Allowed;
}
