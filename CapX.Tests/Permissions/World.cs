using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.SavedSearches;
using CapX.Data.SignIn;
using CapX.Tests.Infra;

namespace CapX.Tests.Permissions;

/// <summary>A small CapX with everything in every state, and with people in every relation to it.</summary>
internal sealed partial class World
{
    /// <summary>The slug of a confirmed organization that others are merged into.</summary>
    public const string MergeTarget = "merge-target";

    /// <summary>A name that no one has.</summary>
    public const string Missing = "Never Was";

    /// <summary>The owners. Their profiles are visible to everyone, to members, to no one, and hidden by moderators.</summary>
    public static readonly string[] Owners = ["Open Owner", "Members Owner", "Hidden Owner", "Withheld Owner"];

    /// <summary>The people who try everything, besides the owners. Every owner has blocked Parted, and Parting has blocked every owner.</summary>
    public static readonly string[] Askers =
        ["Stranger", "Parted", "Parting", "Invited", "Part", "Registered", "Second", "Former", "Reporter", "Curator", "Moderator", "Second Moderator",
        "Conflicted", "Steward"];

    private static readonly Dictionary<string, Relation> Roles = new()
    {
        ["Curator"] = Relation.Curator, ["Moderator"] = Relation.Moderator, ["Second Moderator"] = Relation.Moderator, ["Conflicted"] = Relation.Moderator,
        ["Steward"] = Relation.Steward,
    };

    private readonly DatabaseFixture _data;
    private readonly Dictionary<string, Actor> _actors = [];
    private readonly List<Thing> _things = [];
    private ulong _confirmed;

    private World(DatabaseFixture data) => _data = data;

    public IReadOnlyList<Thing> Things => _things;

    public DatabaseFixture Data => _data;

    public Actor this[string name] => _actors[name];

    public static async Task<World> MakeAsync(DatabaseFixture data)
    {
        await data.EmptyAsync();
        var world = new World(data);
        foreach (var owner in Owners) await world.AddPersonAsync(owner, new Thing(ThingKind.Person, owner.Split(' ')[0]).Mark);
        foreach (var asker in Askers) await world.AddPersonAsync(asker, null);
        foreach (var (name, role) in Roles) await data.GrantAsync(name, Enum.Parse<Role>(role.ToString()));
        await data.ExecuteAsync("""
            UPDATE person SET visibility = 'members' WHERE username = 'Members Owner';
            UPDATE person SET visibility = 'hidden' WHERE username = 'Hidden Owner';
            UPDATE person SET moderated = 'hidden' WHERE username = 'Withheld Owner'
            """);
        foreach (var owner in Owners)
            await data.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@owner, @parted, @at), (@parting, @owner, @at)",
                new { owner = world.Id(owner), parted = world.Id("Parted"), parting = world.Id("Parting"), at = TestClock.Start });
        world.AddPeople();
        await world.AddOrganizationsAsync();
        await world.AddListingsAsync();
        await world.AddEventsAsync();
        await world.AddExchangesAsync();
        await world.AddSuggestionsAsync();
        await world.AddSearchesAsync();
        await world.AddCasesAsync();
        world._things.AddRange(Enum.GetValues<ThingKind>().Where(kind => kind is not (ThingKind.Account or ThingKind.Site))
            .Select(kind => new Thing(kind, "missing")
            {
                Id = 999_999,
                Key = kind switch { ThingKind.Person => Missing, ThingKind.Report => "0123456789abcdef0123456789abcdef", _ => "never-was" },
                IsMissing = true
            }));
        world._things.Add(new Thing(ThingKind.Site, "site") { Shown = ThingState.Public });
        world._things.Add(new Thing(ThingKind.Account, "account") { Shown = ThingState.Hidden });
        return world;
    }

    private async Task AddSearchesAsync()
    {
        var thing = new Thing(ThingKind.Search, "own") { Shown = ThingState.Hidden, Relations = Mine("Open Owner") };
        await new SaveSearchCommand(_data.Database, new TestClock()).RunAsync(this["Open Owner"], ListingContent.Kind, "q=help", thing.Mark);
        var saved = await new SavedSearchesQuery(_data.Database).RunAsync(Id("Open Owner"));
        _things.Add(thing with { Id = saved.Single().Id });
    }

    public string Name(Actor actor) => _actors.First(a => a.Value.PersonId == actor.PersonId).Key;

    public ulong Id(string name) => _actors[name].PersonId;

    /// <summary>The people who try a thing: its owners, people with a role, a block, or a relation to any thing of this kind, and one stranger.</summary>
    public IEnumerable<string> AskersOf(Thing thing)
    {
        var known = _things.Where(t => t.Kind == thing.Kind).SelectMany(t => t.Relations.Keys).ToHashSet();
        return [.. Askers.Where(name => name is "Stranger" or "Parted" or "Parting" || Roles.ContainsKey(name) || known.Contains(name)),
            .. Owners.Where(owner => thing.Relations.ContainsKey(owner))];
    }

    /// <summary>The relation of a person or visitor to a thing, including the person's roles.</summary>
    public static Relation RelationOf(Thing thing, string? name, Func<string, bool> isSuspended)
    {
        if (name is null) return Read(thing, Relation.Visitor, isSuspended);
        if (thing.Kind == ThingKind.Account) return Relation.Owner;
        var isParted = thing.Sole is not null && (name is "Parted" or "Parting");
        var relation = Relation.Visitor | (isParted ? Relation.None
            : Relation.Member) | thing.Relations.GetValueOrDefault(name) | (thing.Conflicted.Contains(name) ? Relation.None : Roles.GetValueOrDefault(name));
        return Read(thing, relation, isSuspended);
    }

    /// <summary>True if the person or visitor can read a thing that has a page.</summary>
    public static bool MayRead(Thing thing, string? name, Func<string, bool> isSuspended) =>
        thing.Shown != ThingState.None && thing.Reading is { } act
            && PermissionTable.Judge(act, RelationOf(thing, name, isSuspended), ShownNow(thing, isSuspended)) == Verdict.Allowed;

    /// <summary>True if the person may see the text of a thing: its readers, its author, people who answer suggestions, and people related to an event that
    /// moderators do not hold back.</summary>
    public static bool MayMeet(Thing thing, string? name, Func<string, bool> isSuspended) =>
        MayRead(thing, name, isSuspended) || (name is not null && thing.Writer == name) || thing.Kind switch
        {
            ThingKind.Suggestion =>
                thing.Relations.ContainsKey(name ?? "")
                    || PermissionTable.Judge(Act.ReadSuggestions, RelationOf(thing, name, isSuspended), thing.Life) == Verdict.Allowed,
            ThingKind.Event => thing.Relations.ContainsKey(name ?? "") && thing.Shown != ThingState.None && ShownNow(thing, isSuspended) != ThingState.HeldBack,
            _ => false,
        };

    /// <summary>The visibility of the thing while these people are suspended.</summary>
    public static ThingState ShownNow(Thing thing, Func<string, bool> isSuspended) =>
        thing.Sole is { } sole && isSuspended(sole) && thing.Shown != ThingState.None ? ThingState.HeldBack : thing.Shown;

    // A reader is a logged-in person who can read the thing, without a block to its owner. Owners have their own relation.
    private static Relation Read(Thing thing, Relation relation, Func<string, bool> isSuspended) =>
        thing.Reading is { } act && (relation & Relation.Owner) == 0 && (relation & Relation.Member) != 0 && thing.Shown != ThingState.None
            && PermissionTable.Judge(act, relation, ShownNow(thing, isSuspended)) == Verdict.Allowed ? relation | Relation.Reader : relation;

    private async Task AddPersonAsync(string name, string? about)
    {
        var id = await new PersonBuilder { Username = name, About = about }.Offers("openrefine").InsertAsync(_data.Database);
        _actors[name] = await _data.OpenSessionAsync(id, TestClock.Start.AddDays(13));
        await _data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@id, @Version, @Start)",
            new { id, Consent.Version, TestClock.Start });
    }

    private void AddPeople()
    {
        ThingState[] shown = [ThingState.Public, ThingState.Members, ThingState.Hidden, ThingState.HeldBack];
        foreach (var (owner, state) in Owners.Zip(shown))
            _things.Add(new Thing(ThingKind.Person, owner.Split(' ')[0]) { Id = Id(owner), Key = owner, Shown = state, Sole = owner, Relations = Mine(owner) });
    }

    private static Dictionary<string, Relation> Mine(string owner) => new() { [owner] = Relation.Owner };

    private async Task AddOrganizationsAsync()
    {
        await new OrganizationBuilder { Name = "Merge target" }.InsertAsync(_data);
        (OrganizationState State, ThingState Shown, ThingState Life)[] states =
        [
            (OrganizationState.Confirmed, ThingState.Public, ThingState.Open), (OrganizationState.Proposed, ThingState.Hidden, ThingState.Proposed),
            (OrganizationState.Hidden, ThingState.HeldBack, ThingState.HeldBack),
            (OrganizationState.Withheld, ThingState.None, ThingState.None), (OrganizationState.Removed, ThingState.None, ThingState.None),
        ];
        foreach (var (state, shown, life) in states)
        {
            var thing = new Thing(ThingKind.Organization, state.ToString()) { Shown = shown, Life = life };
            var (id, slug) = await new OrganizationBuilder { Name = $"Group {state}", State = state }.About(thing.Mark)
                .Having(Id("Open Owner"), "manager").Having(Id("Second"), "manager").Having(Id("Invited"), "invited").Having(Id("Part"), "member")
                .Having(Id("Former"), "said").InsertAsync(_data);
            await _data.ExecuteAsync("INSERT INTO organization_change (organization_id, author_id, what, changed_at) VALUES (@id, NULL, 'proposed', @Start)",
                new { id, TestClock.Start });
            if (state == OrganizationState.Removed)
                await _data.ExecuteAsync("""
                    DELETE FROM organization_person WHERE organization_id = @id;
                    DELETE FROM organization_change WHERE organization_id = @id
                    """, new { id });
            if (state == OrganizationState.Confirmed) _confirmed = id;
            var relations = state == OrganizationState.Removed
                ? [] : new Dictionary<string, Relation>(Mine("Open Owner"))
                {
                    ["Second"] = Relation.Owner, ["Invited"] = Relation.Invited,
                    ["Part"] = Relation.Part, ["Former"] = Relation.Part
                };
            _things.Add(thing with { Id = id, Key = slug, Relations = relations });
        }
    }

    private async Task AddListingsAsync()
    {
        async Task AddAsync(string name, ThingState shown, bool isPublic = true, string? owner = "Open Owner", ListingState state = ListingState.Open,
            string? moderated = null)
        {
            var thing = new Thing(ThingKind.Listing, name)
            {
                Shown = shown, Life = state == ListingState.Open ? ThingState.Open : ThingState.Closed, Sole = owner, Writer = owner,
                Relations = moderated == "removed"
                    ? [] : owner is null ? new Dictionary<string, Relation>(Mine("Open Owner")) { ["Second"] = Relation.Owner } : Mine(owner),
            };
            var id = await new ListingBuilder
            {
                Title = thing.Mark, Person = owner is null ? null : Id(owner), Organization = owner is null ? _confirmed : null,
                State = state
            }.With(form => form with { IsPublic = isPublic }).InsertAsync(_data);
            if (moderated is not null) await ModerateAsync("listing", id, moderated);
            _things.Add(thing with { Id = id });
        }

        await AddAsync("public", ThingState.Public);
        await AddAsync("members", ThingState.Members, isPublic: false);
        await AddAsync("closed", ThingState.Public, state: ListingState.Closed);
        await AddAsync("withheld", ThingState.HeldBack, moderated: "hidden");
        await AddAsync("removed", ThingState.None, moderated: "removed");
        await AddAsync("of-members-owner", ThingState.Members, owner: "Members Owner");
        await AddAsync("of-hidden-owner", ThingState.Hidden, owner: "Hidden Owner");
        await AddAsync("of-withheld-owner", ThingState.HeldBack, owner: "Withheld Owner");
        await AddAsync("of-group", ThingState.Public, owner: null);
        await AddAsync("of-group-members", ThingState.Members, isPublic: false, owner: null);
    }

    private async Task AddEventsAsync()
    {
        async Task AddAsync(string name, ThingState shown, bool isPublic = true, string owner = "Open Owner", bool isOver = false, bool isCancelled = false,
            string? moderated = null)
        {
            var thing = new Thing(ThingKind.Event, name)
            {
                Shown = shown, Life = isCancelled ? ThingState.Closed : isOver ? ThingState.Over : ThingState.Open, Sole = owner, Writer = owner,
                Relations = moderated == "removed" ? new() { ["Registered"] = Relation.Registered, ["Invited"] = Relation.Invited }
                    : new Dictionary<string, Relation>(Mine(owner)) { ["Registered"] = Relation.Registered, ["Invited"] = Relation.Invited },
            };
            var id = await new EventBuilder
            {
                Title = thing.Mark, IsCancelled = isCancelled,
                Starts = TestClock.Start.Date.AddDays(isOver ? -14 : 14)
            }.By(Id(owner)).Inviting(Id("Invited")).Registered(Id("Registered"))
                .With(form => form with { IsPublic = isPublic }).InsertAsync(_data);
            if (moderated is not null) await ModerateAsync("event", id, moderated);
            _things.Add(thing with { Id = id });
        }

        await AddAsync("public", ThingState.Public);
        await AddAsync("members", ThingState.Members, isPublic: false);
        await AddAsync("over", ThingState.Public, isOver: true);
        await AddAsync("cancelled", ThingState.Public, isCancelled: true);
        await AddAsync("withheld", ThingState.HeldBack, moderated: "hidden");
        await AddAsync("removed", ThingState.None, moderated: "removed");
        await AddAsync("of-members-owner", ThingState.Members, owner: "Members Owner");
        await AddAsync("of-hidden-owner", ThingState.Hidden, owner: "Hidden Owner");
        await AddAsync("of-withheld-owner", ThingState.HeldBack, owner: "Withheld Owner");
    }

    private Task<int> ModerateAsync(string table, ulong id, string moderated) =>
        _data.ExecuteAsync($"UPDATE {table} SET moderated = @moderated WHERE id = @id; DELETE FROM catalogue WHERE id = @id",
            new { id, moderated });
}
