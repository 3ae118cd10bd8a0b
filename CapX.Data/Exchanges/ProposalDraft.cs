using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Exchanges;

/// <summary>The form of a proposal. Its name does not reveal the recipient, or whether that person exists.</summary>
public sealed class ProposalDraft : DraftForm
{
    private const string Proposal = "proposal";

    public override string Code => Proposal;

    public static string Of(ExchangeKind kind, string to) => Name(Proposal, Number($"{kind}\n{to}"));

    internal override Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) => Task.FromResult(true);
}
