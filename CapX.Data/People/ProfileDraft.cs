using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.People;

/// <summary>The form of a profile.</summary>
public sealed class ProfileDraft : DraftForm
{
    public override string Code => ProfileForm.DraftName;

    internal override string NewName => ProfileForm.DraftName;

    internal override bool IsNumbered => false;

    internal override Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) => Task.FromResult(false);
}
