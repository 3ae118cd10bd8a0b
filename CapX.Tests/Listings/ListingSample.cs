using CapX.Data;
using CapX.Data.Listings;
using CapX.Data.Search;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using CapX.Tests.Moderation;
using Xunit;

namespace CapX.Tests.Listings;

/// <summary>A listing of the accused.</summary>
internal sealed class ListingSample : ContentSample
{
    protected override string Kind => ListingContent.Kind;

    public override async Task<object> MakeAsync(ModerationRig rig, string mark)
    {
        var listing = await new ListingBuilder { Person = rig.Accused.PersonId, Title = $"{mark} title" }.With(f => f with { Text = $"{mark} text" })
            .InsertAsync(rig.Data);
        await DraftAsync(rig, $"listing-{listing}", mark);
        return listing;
    }

    public override async Task<bool> IsSeenAsync(ModerationRig rig, ulong viewer)
    {
        var isListed = (await new CatalogueQuery(rig.Data.Database, rig.Clock).RunAsync(new CatalogueFilter { Kind = Kind }, Viewer.Member(viewer))).Total > 0;
        var id = (await rig.Data.QueryAsync<ulong>("SELECT id FROM listing")).Single();
        Assert.Equal(isListed, await new ListingQuery(rig.Data.Database).RunAsync(id, Viewer.Member(viewer)) is not null);
        return isListed;
    }
}
