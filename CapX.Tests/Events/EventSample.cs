using CapX.Data;
using CapX.Data.Events;
using CapX.Data.Search;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using CapX.Tests.Moderation;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>An event that the accused organizes, and that another person wrote about.</summary>
internal sealed class EventSample : ContentSample
{
    protected override string Kind => EventContent.Kind;

    public override async Task<object> MakeAsync(ModerationRig rig, string mark) => await MakeAsync(rig, mark, it => it.By(rig.Accused.PersonId));

    public static async Task<ulong> MakeAsync(ModerationRig rig, string mark, Func<EventBuilder, EventBuilder> by)
    {
        var other = rig.Stranger.PersonId;
        var made = await by(new EventBuilder { Title = $"{mark} meeting" }).Registered(other)
            .With(f => f with
            {
                Kind = EventKind.Both,
                Place = $"{mark} 7",
                Text = $"{mark} text",
                JoiningLink = $"https://example.org/{mark}",
                WikiPage = $"https://meta.wikimedia.org/wiki/{mark}"
            }).InsertAsync(rig.Data);
        await rig.Data.ExecuteAsync("""
            INSERT INTO event_learned (event_id, event_title, person_id, text, language, written_at) VALUES (@made, @title, @other, 'Much', 'en', '2026-03-01')
            """, new { made, other, title = $"{mark} meeting" });
        await DraftAsync(rig, $"event-{made}", mark);
        return made;
    }

    public override async Task<bool> IsSeenAsync(ModerationRig rig, ulong viewer)
    {
        var isListed = (await new CatalogueQuery(rig.Data.Database, rig.Clock).RunAsync(new CatalogueFilter { Kind = Kind }, Viewer.Member(viewer))).Total > 0;
        var id = (await rig.Data.QueryAsync<ulong>("SELECT id FROM event")).Single();
        Assert.Equal(isListed, await new EventQuery(rig.Data.Database).RunAsync(id, Viewer.Member(viewer)) is not null);
        return isListed;
    }
}
