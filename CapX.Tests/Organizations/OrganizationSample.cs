using CapX.Data;
using CapX.Data.Organizations;
using CapX.Data.Search;
using CapX.Tests.Content;
using CapX.Tests.Events;
using CapX.Tests.Infra;
using CapX.Tests.Listings;
using CapX.Tests.Moderation;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>An organization that the accused manages, with a listing and an event of its own that were reported before.</summary>
internal sealed class OrganizationSample : ContentSample
{
    protected override string Kind => OrganizationContent.Kind;

    public override async Task<object> MakeAsync(ModerationRig rig, string mark)
    {
        var me = rig.Accused.PersonId;
        var (id, slug) = await new OrganizationBuilder { Name = $"{mark} group" }.Called("fr", $"{mark} groupe").About($"{mark} about")
            .Offers("openrefine").Having(me, "manager").With(f => f with { Website = $"https://{mark}.example/" }).InsertAsync(rig.Data);
        await DraftAsync(rig, $"organization-{id}", mark);
        await rig.Data.ExecuteAsync($$"""
            {{MergeSql}}
            UPDATE organization_capacity SET note = '{{mark}} note' WHERE organization_id = @id;
            INSERT INTO organization_change (organization_id, author_id, what, form, changed_at)
             VALUES (@id, @me, 'saved', '{"about":"{{mark}}"}', '2026-03-01');
            INSERT INTO capacity_moved (change_id, content_id, role, note) VALUES (1, @id, 'offers', '{{mark}} moved');
            """, new { id, me });
        var own = await new ListingBuilder { Organization = id, Title = $"{mark} of the group" }.InsertAsync(rig.Data);
        await DraftAsync(rig, $"listing-{own}", mark);
        await new ListingSample().CaseAsync(rig, own);
        await new EventSample().CaseAsync(rig, await EventSample.MakeAsync(rig, mark, it => it.ByOrganization(id)));
        return slug;
    }

    public override async Task<bool> IsSeenAsync(ModerationRig rig, ulong viewer)
    {
        var isListed = (await new CatalogueQuery(rig.Data.Database, rig.Clock).RunAsync(new CatalogueFilter { Kind = Kind }, Viewer.Member(viewer))).Total > 0;
        var slug = (await rig.Data.QueryAsync<string>("SELECT slug FROM organization")).Single();
        Assert.Equal(isListed, await new OrganizationQuery(rig.Data.Database, rig.Clock).RunAsync(slug, Viewer.Member(viewer)) is not null);
        return isListed;
    }
}
