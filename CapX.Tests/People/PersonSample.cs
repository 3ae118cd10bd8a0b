using CapX.Data;
using CapX.Data.Index;
using CapX.Data.People;
using CapX.Tests.Content;
using CapX.Tests.Moderation;
using Xunit;

namespace CapX.Tests.People;

/// <summary>The profile of the accused.</summary>
internal sealed class PersonSample : ContentSample
{
    private const string Name = "Answering Person";

    protected override string Kind => PersonContent.Kind;

    public override async Task<object> MakeAsync(ModerationRig rig, string mark)
    {
        await rig.Data.ExecuteAsync($$"""
            {{MergeSql}}
            UPDATE person SET display_name = '{{mark}} name', about = '{{mark}} about', about_language = 'en', home_wiki = '{{mark}}wiki' WHERE id = @me;
            UPDATE person_capacity SET note = '{{mark}} note' WHERE person_id = @me AND role = 'offers';
            INSERT INTO capacity_moved (change_id, content_id, role, note, target_note)
             SELECT 1, content_id, 'offers', '{{mark}} moved', '{{mark}} kept' FROM person WHERE id = @me;
            INSERT INTO draft (person_id, form, body, saved_at) VALUES (@me, 'profile', '{"about":"{{mark}}"}', '2026-03-01');
            INSERT INTO event_learned (person_id, text, language, may_quote, written_at) VALUES (@me, '{{mark}} said at an event', 'en', 1, '2026-03-01');
            """, new { me = rig.Accused.PersonId });
        await rig.Pair.Index.LoadAsync();
        return Name;
    }

    public override async Task<bool> IsSeenAsync(ModerationRig rig, ulong viewer)
    {
        var isFound = await new FindPersonQuery(rig.Data.Database).RunAsync(Name, Viewer.Member(viewer)) is not null;
        Assert.Equal(isFound, rig.Pair.Index.Count(new PeopleFilter { [Facet.Offers] = ["openrefine"] }, Viewer.Member(viewer)) > 0);
        return isFound;
    }
}
