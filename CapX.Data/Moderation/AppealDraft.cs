using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Moderation;

/// <summary>The form of an appeal. It stays open to users who may do little else.</summary>
public sealed class AppealDraft : DraftForm
{
    private const string Appeal = "appeal";

    public override string Code => Appeal;

    internal override Act Does => Act.Appeal;

    public static string Against(ulong decision) => Name(Appeal, decision);

    internal override Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) =>
        AppealCommand.MayAppealAsync(transaction, actor, id);
}
