using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Listings;

/// <summary>The form of a listing.</summary>
public sealed class ListingDraft : DraftForm
{
    public override string Code => ListingContent.Kind;

    internal override string NewName => SaveListingCommand.NewDraftName;

    internal override async Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) =>
        (await ListingLock.TakeAsync(transaction, id, actor.PersonId))?.Judge(Act.SaveListing, actor) == Verdict.Allowed;
}
