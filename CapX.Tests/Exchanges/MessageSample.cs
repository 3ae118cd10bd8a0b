using CapX.Data.Exchanges;
using CapX.Data.Permissions;
using CapX.Tests.Content;
using CapX.Tests.Moderation;

namespace CapX.Tests.Exchanges;

/// <summary>The message of a proposal, which only the two sides see.</summary>
internal sealed class MessageSample : ContentSample
{
    protected override string Kind => MessageContent.Kind;

    public override Actor Author(ModerationRig rig) => rig.Pair.Proposer;

    public override Actor Reporter(ModerationRig rig) => rig.Pair.Recipient;

    public override async Task<object> MakeAsync(ModerationRig rig, string mark)
    {
        await rig.Pair.Propose.RunAsync(rig.Pair.Proposer,
            rig.Pair.Proposal() with { Message = $"{mark} message", Hope = $"{mark} hope", Gives = $"{mark} gives" });
        return (await rig.Data.QueryAsync<ulong>("SELECT id FROM exchange_message")).Single();
    }

    public override async Task<bool> IsSeenAsync(ModerationRig rig, ulong viewer)
    {
        var exchange = (await rig.Data.QueryAsync<ulong>("SELECT id FROM exchange")).Single();
        return (await rig.Pair.Query.RunAsync(exchange, rig.Pair.Recipient.PersonId))!.Messages.Single().Text.Length > 0;
    }
}
