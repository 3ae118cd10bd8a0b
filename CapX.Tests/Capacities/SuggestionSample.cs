using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Permissions;
using CapX.Tests.Content;
using CapX.Tests.Moderation;

namespace CapX.Tests.Capacities;

/// <summary>A suggestion of the accused, which only curators see.</summary>
internal sealed class SuggestionSample : ContentSample
{
    protected override string Kind => SuggestionContent.Kind;

    public override Actor Reporter(ModerationRig rig) => rig.Curator;

    public override async Task<object> MakeAsync(ModerationRig rig, string mark) =>
        await rig.SuggestedAsync($"{mark} name", $"{mark} description", $"{mark} reason");

    public override async Task<bool> IsSeenAsync(ModerationRig rig, ulong viewer) =>
        (await rig.Suggestions.WaitingAsync(Viewer.Member(rig.Curator.PersonId)))!.Count > 0;
}
