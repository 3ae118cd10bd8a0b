using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Organizations;

/// <summary>The form of an organization.</summary>
public sealed class OrganizationDraft : DraftForm
{
    public override string Code => OrganizationContent.Kind;

    internal override string NewName => ProposeOrganizationCommand.DraftName;

    internal override async Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) =>
        (await OrganizationLock.TakeAsync(transaction, id, actor.PersonId, Act.SaveOrganization, now)).Judge(Act.SaveOrganization, actor)
            == Verdict.Allowed;
}
