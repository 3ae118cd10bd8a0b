using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Index;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>The capacities of people and content after a merge, and after the merge is undone.</summary>
[Collection(SharedDatabase.Name)]
public sealed class MergeCapacityTests(DatabaseFixture fixture) : CurationRig(fixture)
{
    private const string From = "openrefine";
    private const string Into = "sparql-queries";

    [Fact]
    public async Task Profiles_follow_and_get_back_exactly_what_they_held()
    {
        var both = await new PersonBuilder().Offers(From, 1, "Evenings").Offers(Into, 2, "Mornings").Wants(From, 4).InsertAsync(Fixture.Database);
        var one = await new PersonBuilder().Offers(From, 5, "Alone").InsertAsync(Fixture.Database);
        var none = await new PersonBuilder().Wants(Into).InsertAsync(Fixture.Database);
        await Index.LoadAsync();
        List<string>[] before = [await HeldAsync(both), await HeldAsync(one), await HeldAsync(none)];

        var merged = await MergeAsync(From, Into);
        Assert.Equal((CapacityActResult.Done, Into), (merged.Acted, merged.Code));
        Assert.Equal([$"knows {Into} 0", $"offers {Into} 3 Mornings\nEvenings", $"wants {Into} 4"], await HeldAsync(both));
        Assert.Equal([$"knows {Into} 0", $"offers {Into} 5 Alone"], await HeldAsync(one));
        Assert.Equal(Into, Tree[From].Code);
        Assert.Equal([both, one], Offering(From).Order());
        Assert.Equal(CapacityActResult.NotFound, (await MergeAsync(From, Into)).Acted);

        Assert.Equal(CapacityActResult.Done, await UndoAsync(merged));
        Assert.Equal(before, [await HeldAsync(both), await HeldAsync(one), await HeldAsync(none)]);
        Assert.Equal(From, Tree[From].Code);
        Assert.Equal([both, one], Offering(From).Order());
        Assert.Equal([both], Offering(Into));
        Assert.Equal([0L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM capacity_moved"));
        Assert.Equal(CapacityActResult.NotNow, await UndoAsync(merged));
    }

    [Fact]
    public async Task Whoever_wrote_something_else_since_keeps_the_later_word()
    {
        var person = await new PersonBuilder().Offers(From, 1, "Old").InsertAsync(Fixture.Database);
        var gone = await new PersonBuilder().Offers(From).InsertAsync(Fixture.Database);
        await Index.LoadAsync();
        var merged = await MergeAsync(From, Into);
        await Fixture.ExecuteAsync("UPDATE person_capacity SET note = 'OLD' WHERE person_id = @person AND role = 'offers'", new { person });
        await Fixture.ExecuteAsync("DELETE FROM person_capacity WHERE person_id = @gone", new { gone });
        Assert.Equal(CapacityActResult.Done, await UndoAsync(merged));
        // The edited offer stays with the merge target, and an offered capacity is also a known one.
        Assert.Equal([$"knows {From} 0", $"knows {Into} 0", $"offers {Into} 1 OLD"], await HeldAsync(person));
        Assert.Empty(await HeldAsync(gone));
    }

    [Fact]
    public async Task Organizations_listings_events_and_exchanges_follow_and_come_back()
    {
        var (person, other) = (await new PersonBuilder().InsertAsync(Fixture.Database), await new PersonBuilder().InsertAsync(Fixture.Database));
        await new OrganizationBuilder().Offers(From, "training").Offers(Into, "clinic").InsertAsync(Fixture);
        await new ListingBuilder { Person = person }.With(f => f with { Capacities = [From, Into] }).InsertAsync(Fixture);
        await new ListingBuilder { Person = person }.With(f => f with { Capacities = [From] }).InsertAsync(Fixture);
        await new EventBuilder().By(person).With(f => f with { Capacities = [From] }).InsertAsync(Fixture);
        await Fixture.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, proposed_at, changed_at, form_key)
             SELECT @person, @other, 'ask', id, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'key' FROM capacity WHERE code = @From
            """, new { person, other, From });
        await Index.LoadAsync();
        var before = await EverythingAsync();
        var merged = await MergeAsync(From, Into);
        var after = await EverythingAsync();
        Assert.DoesNotContain(after, row => row.Contains(From, StringComparison.Ordinal));
        await CatalogueIsRightAsync();
        Assert.Equal(CapacityActResult.Done, await UndoAsync(merged));
        Assert.Equal(before, await EverythingAsync());
        await CatalogueIsRightAsync();
    }

    [Fact]
    public async Task What_stood_below_stands_below_the_other_until_it_is_undone()
    {
        var person = await new PersonBuilder().Offers("writing-bylaws").InsertAsync(Fixture.Database);
        await Index.LoadAsync();
        var below = Tree.Children(Tree["governance"]).Select(c => c.Code).Order().ToList();
        Assert.Equal(CapacityActResult.Circle, (await MergeAsync("governance", "writing-bylaws")).Acted);
        var merged = await MergeAsync("governance", "technology");
        Assert.All(below, code => Assert.Equal("technology", Tree[code].Parent));
        Assert.Contains(person, Offering("technology"));
        // A child that was moved after the merge stays where it is.
        await MoveAsync("board-elections", "communication");
        Assert.Equal(CapacityActResult.Done, await UndoAsync(merged));
        Assert.Equal(below.Except(["board-elections"]), Tree.Children(Tree["governance"]).Select(c => c.Code).Order());
        Assert.Equal([person], Offering("governance"));
        Assert.DoesNotContain(person, Offering("technology"));
    }

    [Fact]
    public async Task Merges_are_undone_in_turn_and_not_for_ever()
    {
        var person = await new PersonBuilder().Knows(From).InsertAsync(Fixture.Database);
        var first = await MergeAsync(From, Into);
        var second = await MergeAsync(Into, "technology");
        Assert.Equal("technology", Tree[From].Code);
        Assert.Equal(CapacityActResult.ChangedSince, await UndoAsync(first));
        Clock.Advance(CapacityMoves.Life - TimeSpan.FromDays(1));
        Assert.Equal(0, (await new RetainCommand(Fixture.Database, Clock).RunAsync())["merges"]);
        Assert.Equal(CapacityActResult.Done, await UndoAsync(second));
        Assert.Equal([$"knows {Into} 0"], await HeldAsync(person));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(CapacityActResult.TooLate, await UndoAsync(first));
        Assert.Equal(1, (await new RetainCommand(Fixture.Database, Clock).RunAsync())["merges"]);
    }

    [Fact]
    public async Task What_an_erased_person_held_is_not_kept_for_an_undo()
    {
        var person = await new PersonBuilder { Username = "Gone" }.Offers(From, 1, "A note").InsertAsync(Fixture.Database);
        var merged = await MergeAsync(From, Into);
        Assert.Equal([2L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM capacity_moved"));
        var actor = await Fixture.OpenSessionAsync(person, TestClock.Start.AddYears(1));
        Assert.Equal(EraseAccountResult.Erased, await new EraseAccountCommand(Fixture.Database, Index, DatabaseFixture.Hash, Clock).RunAsync(actor, "Gone"));
        Assert.Equal([0L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM capacity_moved"));
        Assert.Equal(CapacityActResult.Done, await UndoAsync(merged));
        Assert.Empty(await Fixture.QueryAsync<ulong>("SELECT person_id FROM person_capacity"));
    }

    [Fact]
    public async Task A_profile_saved_while_a_merge_commits_names_the_merged_capacity_no_more()
    {
        var people = new List<(ulong Id, CapX.Data.Permissions.Actor Actor)>();
        for (var i = 0; i < 12; i++)
        {
            var actor = await Fixture.NewcomerAsync();
            people.Add((actor.PersonId, actor));
        }
        var save = new SaveProfileCommand(Fixture.Database, Fixture.Vocabulary, Index, Clock);
        var form = new ProfileForm
        {
            Offers = [new SharedCapacity(From, ["training"], null), new SharedCapacity(Into, [], "Note")],
            Wants = [new SharedCapacity("writing-bylaws", [], null)]
        };
        var saving = people.Select(async p => await save.RunAsync(p.Actor, form, 0)).ToList();
        var merging = MergeAsync(From, Into);
        Assert.All(await Task.WhenAll(saving), outcome => Assert.IsType<FormSaved>(outcome));
        Assert.Equal(CapacityActResult.Done, (await merging).Acted);
        Assert.Empty(await Fixture.QueryAsync<ulong>("SELECT h.person_id FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id WHERE c.code = @From",
            new { From }));
        Assert.Equal(people.Select(p => p.Id).Order(), Index.Find(new PeopleFilter { [Facet.Offers] = [Into] }, Viewer.Member(1)).Ids.Order());
    }

    [Fact]
    public async Task A_history_that_names_an_old_code_is_brought_back_under_the_new_one()
    {
        var manager = await Fixture.OpenSessionAsync(await new PersonBuilder().InsertAsync(Fixture.Database));
        var (id, _) = await new OrganizationBuilder { Name = "Sample" }.Having(manager.PersonId, "manager").InsertAsync(Fixture);
        var save = new SaveOrganizationCommand(Fixture.Database, Fixture.Vocabulary, Clock);
        var form = new OrganizationForm
        {
            Type = "chapter", Names = [new OrganizationName("en", "Sample")],
            Offers = [new SharedCapacity(From, ["training"], null), new SharedCapacity(Into, ["clinic"], "Note")]
        };
        Assert.IsType<OrganizationSaved>(await save.RunAsync(manager, id, form, 1));
        var change = (await Fixture.QueryAsync<ulong>("SELECT MAX(id) FROM organization_change")).Single();
        Assert.IsType<OrganizationSaved>(await save.RunAsync(manager, id, form with { Offers = [], Knows = [] }, 2));
        await MergeAsync(From, Into);
        Assert.IsType<OrganizationSaved>(await save.RestoreAsync(manager, id, change));
        Assert.Equal([$"offers {Into} Note"],
            await Fixture.QueryAsync<string>("""
                SELECT CONCAT_WS(' ', h.role, c.code, h.note) FROM organization_capacity h JOIN capacity c ON c.id = h.capacity_id WHERE h.role = 'offers'
                """));
        Assert.Equal([2L], await Fixture.QueryAsync<long>("SELECT BIT_COUNT(methods) FROM organization_capacity WHERE role = 'offers'"));
    }

    private Task<List<string>> EverythingAsync() => Fixture.QueryAsync<string>("""
        SELECT CONCAT_WS(' ', 'organization', h.role, c.code, h.methods, h.note) AS held FROM organization_capacity h JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', 'listing', h.listing_id, c.code) FROM listing_capacity h JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', 'event', h.event_id, c.code) FROM event_capacity h JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', 'exchange', h.id, c.code) FROM exchange h JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', e.kind, e.id, e.words) FROM catalogue e
         UNION ALL SELECT CONCAT_WS(' ', e.kind, e.id, k.facet, k.code, k.method) FROM catalogue_code k JOIN catalogue e ON e.id = k.entry_id
         ORDER BY held
        """);

    private Task CatalogueIsRightAsync() => CatalogueCheck.IsAsMadeAnewAsync(Fixture);
}
